package io.portline.cases.tnscase;

import java.util.Locale;
import java.util.Optional;

/**
 * The mailbox that answers go to, such as {@code cases@portline.example}: each contact of each case has an address of their
 * own in it, by a plus and a {@link ReplyToken}.
 */
public record ReplyAddress(String mailbox, String domain) {

    /**
     * @param address without plus; blank for none
     * @throws IllegalArgumentException if it is no address
     */
    public static Optional<ReplyAddress> of(String address) {
        String text = address.strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        int at = text.lastIndexOf('@');
        if (at < 1 || at == text.length() - 1 || text.indexOf('+') >= 0) {
            throw new IllegalArgumentException("Not an address to answer to: " + text);
        }
        return Optional.of(new ReplyAddress(text.substring(0, at), text.substring(at + 1)));
    }

    /** The address of one contact. */
    public String of(ReplyToken token) {
        return mailbox + "+" + token.text() + "@" + domain;
    }

    /** What stands behind the plus of an address in this mailbox; empty if it is another mailbox's. */
    public Optional<String> tokenIn(String address) {
        String lower = address.strip().toLowerCase(Locale.ROOT);
        String start = mailbox.toLowerCase(Locale.ROOT) + "+";
        String end = "@" + domain.toLowerCase(Locale.ROOT);
        return lower.startsWith(start) && lower.endsWith(end) && lower.length() > start.length() + end.length()
                ? Optional.of(lower.substring(start.length(), lower.length() - end.length()))
                : Optional.empty();
    }
}
