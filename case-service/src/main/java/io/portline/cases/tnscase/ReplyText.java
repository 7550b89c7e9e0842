package io.portline.cases.tnscase;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What somebody says in a mail, without what is quoted below and without a signature; in three languages' habits. */
public final class ReplyText {

    /** From such a line on everything is history. */
    private static final List<Pattern> HISTORY = List.of(
            Pattern.compile(
                    "^-{2,}\\s*(Original Message|Forwarded message|Message d['’]origine|Message transféré"
                            + "|元のメッセージ|Ursprüngliche Nachricht)\\s*-{2,}\\s*$",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE),
            Pattern.compile("^_{10,}\\s*$"),
            Pattern.compile("^On\\s.{5,300}\\swrote\\s?:\\s*$", Pattern.CASE_INSENSITIVE),
            Pattern.compile("^Le\\s.{5,300}\\sa écrit\\s?:\\s*$", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE),
            Pattern.compile("^Am\\s.{5,300}\\sschrieb.{0,200}:\\s*$", Pattern.CASE_INSENSITIVE),
            Pattern.compile("^\\d{4}[年/.-]\\d{1,2}[月/.-]\\d{1,2}.{0,300}[:：]\\s*$"),
            Pattern.compile("^.{0,200}(のメール|は書きました|さんの投稿)\\s?[:：]\\s*$"));

    /** A block of headers, as Outlook puts above what it quotes. */
    private static final Pattern SENDER =
            Pattern.compile("^\\*?(From|De|差出人|Von)\\s?[:：]\\*?\\s.*", Pattern.CASE_INSENSITIVE);

    private static final Pattern DATE_OR_RECIPIENT = Pattern.compile(
            "^\\*?(Sent|Date|To|Envoyé|À|Objet|送信日時|日時|宛先|Gesendet|An)\\s?[:：]\\*?.*",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    /** A line that a mail program broke in two: "On … " and "wrote:". */
    private static final Pattern WROTE_BEGINS = Pattern.compile("^(On|Le|Am)\\s.{5,200}", Pattern.CASE_INSENSITIVE);

    private ReplyText() {}

    /** The new words of a mail; empty if there are none. */
    public static String of(String mail) {
        List<String> lines = mail.replace("\r\n", "\n")
                .replace('\r', '\n')
                .replace('\u00a0', ' ')
                .lines()
                .map(String::stripTrailing)
                .toList();
        List<String> said = new ArrayList<>();
        for (int at = 0; at < lines.size(); at++) {
            String line = lines.get(at);
            // "-- " ends what is said (RFC 3676, 4.3); its space is stripped above.
            if (line.equals("--") || beginsHistory(lines, at)) {
                break;
            }
            if (!line.startsWith(">")) {
                said.add(line);
            }
        }
        return String.join("\n", said).replaceAll("\n{3,}", "\n\n").strip();
    }

    private static boolean beginsHistory(List<String> lines, int at) {
        String line = lines.get(at).strip();
        if (matches(line)) {
            return true;
        }
        String next = at + 1 < lines.size() ? lines.get(at + 1).strip() : "";
        if (WROTE_BEGINS.matcher(line).matches() && matches(line + " " + next)) {
            return true;
        }
        return SENDER.matcher(line).matches() && DATE_OR_RECIPIENT.matcher(next).matches();
    }

    private static boolean matches(String line) {
        return HISTORY.stream().anyMatch(pattern -> pattern.matcher(line).matches());
    }
}
