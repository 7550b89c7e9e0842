package io.portline.cases.tnscase.mail;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of a mail that is written in HTML only. Nothing of it is shown as HTML, so it need not be understood. Anybody may
 * send a mail: each step takes time in proportion to its length, whatever is in it.
 */
final class HtmlText {

    private static final Pattern SILENT =
            Pattern.compile("(?i)<(?:(head|style|script|title)\\b[^<>]*+>|!doctype[^<>]*+>|!--)");
    private static final String COMMENT = "!--";
    private static final Map<String, Pattern> ENDS = Map.of(
            "head",
            end("head"),
            "style",
            end("style"),
            "script",
            end("script"),
            "title",
            end("title"),
            COMMENT,
            Pattern.compile("-->"));
    private static final Pattern QUOTE =
            Pattern.compile("(?i)<(?:blockquote\\b|div[^<>]*?(?:gmail_quote|yahoo_quoted|divRplyFwdMsg))");
    private static final Pattern LINE = Pattern.compile("(?i)<br\\s*/?>|</(p|div|tr|li|h[1-6]|table)\\s*>");
    private static final Pattern TAG = Pattern.compile("<[^<>]*+>");
    private static final Pattern ENTITY = Pattern.compile("&(#x?[0-9a-fA-F]{1,6}|[a-zA-Z]{2,6});");
    private static final Map<String, String> NAMED = Map.of(
            "amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", " ", "eacute", "é", "egrave", "è",
            "agrave", "à", "ccedil", "ç");

    private HtmlText() {}

    static String of(String html) {
        String text = withoutSilent(html);
        Matcher quote = QUOTE.matcher(text);
        text = quote.find() ? text.substring(0, quote.start()) : text;
        text = text.replaceAll("[\\r\\n]+", " ");
        text = LINE.matcher(text).replaceAll("\n");
        text = TAG.matcher(text).replaceAll("");
        text = ENTITY.matcher(text).replaceAll(match -> Matcher.quoteReplacement(character(match.group(1))));
        return text.replaceAll("[ \\t\\u00a0]+", " ")
                .replaceAll(" ?\\n ?", "\n")
                .strip();
    }

    private static Pattern end(String element) {
        return Pattern.compile("(?i)</" + element + "\\s*+>");
    }

    private static String withoutSilent(String html) {
        StringBuilder words = new StringBuilder(html.length());
        // What does not end once is not looked for again.
        Set<String> endless = new HashSet<>();
        Matcher begin = SILENT.matcher(html);
        int from = 0;
        while (begin.find(from)) {
            words.append(html, from, begin.start());
            from = begin.end();
            String element = begin.group(1) != null
                    ? begin.group(1).toLowerCase(Locale.ROOT)
                    : html.startsWith(COMMENT, begin.start() + 1) ? COMMENT : "";
            Pattern end = ENDS.get(element);
            if (end != null && !endless.contains(element)) {
                Matcher ending = end.matcher(html);
                if (ending.find(from)) {
                    from = ending.end();
                } else {
                    endless.add(element);
                }
            }
        }
        return words.append(html, from, html.length()).toString();
    }

    private static String character(String entity) {
        if (!entity.startsWith("#")) {
            return NAMED.getOrDefault(entity.toLowerCase(Locale.ROOT), "");
        }
        boolean hex = entity.length() > 1 && Character.toLowerCase(entity.charAt(1)) == 'x';
        try {
            int code = Integer.parseInt(entity.substring(hex ? 2 : 1), hex ? 16 : 10);
            return Character.isValidCodePoint(code) && Character.getType(code) != Character.SURROGATE
                    ? Character.toString(code)
                    : "";
        } catch (NumberFormatException e) {
            return "";
        }
    }
}
