package io.portline.cases.tnscase.mail;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a mail that is written in HTML only. Nothing of it is shown as HTML, so it need not be understood. */
final class HtmlText {

    private static final Pattern SILENT =
            Pattern.compile("(?is)<(head|style|script|title)\\b[^>]*>.*?</\\1\\s*>|<!--.*?-->|<!doctype[^>]*>");
    private static final Pattern QUOTE =
            Pattern.compile("(?is)<(blockquote)\\b.*|<div[^>]*(gmail_quote|yahoo_quoted|divRplyFwdMsg).*");
    private static final Pattern LINE = Pattern.compile("(?i)<br\\s*/?>|</(p|div|tr|li|h[1-6]|table)\\s*>");
    private static final Pattern TAG = Pattern.compile("(?s)<[^>]*>");
    private static final Pattern ENTITY = Pattern.compile("&(#x?[0-9a-fA-F]{1,6}|[a-zA-Z]{2,6});");
    private static final Map<String, String> NAMED = Map.of(
            "amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", " ", "eacute", "é", "egrave", "è",
            "agrave", "à", "ccedil", "ç");

    private HtmlText() {}

    static String of(String html) {
        String text = SILENT.matcher(html).replaceAll("");
        text = QUOTE.matcher(text).replaceAll("");
        text = text.replaceAll("[\\r\\n]+", " ");
        text = LINE.matcher(text).replaceAll("\n");
        text = TAG.matcher(text).replaceAll("");
        text = ENTITY.matcher(text).replaceAll(match -> Matcher.quoteReplacement(character(match.group(1))));
        return text.replaceAll("[ \\t\\u00a0]+", " ")
                .replaceAll(" ?\\n ?", "\n")
                .strip();
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
