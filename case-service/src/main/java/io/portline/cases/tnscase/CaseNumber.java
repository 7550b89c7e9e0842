package io.portline.cases.tnscase;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The number that people quote, such as {@code TNS-000042}. */
public record CaseNumber(long sequence) {

    private static final Pattern TEXT = Pattern.compile("TNS-(\\d{1,15})");

    public CaseNumber {
        if (sequence < 1) {
            throw new IllegalArgumentException("Case numbers begin with 1");
        }
    }

    /** Reads a number as people write it: in any case, zeros left out or not. */
    public static Optional<CaseNumber> parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long sequence = Long.parseLong(matcher.group(1));
        return sequence < 1 ? Optional.empty() : Optional.of(new CaseNumber(sequence));
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "TNS-%06d", sequence);
    }
}
