package io.portline.cases.tnscase;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands behind the plus in the address to which a contact answers: the case's number and the contact's own secret,
 * such as {@code 42-6f1c…}. In lower case, for mail servers may not keep the case.
 *
 * @param secret of one contact of that case
 */
public record ReplyToken(CaseNumber number, String secret) {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,15})-([0-9a-f]{32})");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SECRET_BYTES = 16;

    /** A secret that nobody can guess. */
    public static String newSecret() {
        byte[] bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        return java.util.HexFormat.of().formatHex(bytes);
    }

    public static Optional<ReplyToken> parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long sequence = Long.parseLong(matcher.group(1));
        return sequence < 1
                ? Optional.empty()
                : Optional.of(new ReplyToken(new CaseNumber(sequence), matcher.group(2)));
    }

    /** As it stands in the address; not for logs. */
    public String text() {
        return number.sequence() + "-" + secret;
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "ReplyToken[" + number + "]";
    }
}
