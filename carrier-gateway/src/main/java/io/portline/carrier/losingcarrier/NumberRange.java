package io.portline.carrier.losingcarrier;

import io.portline.numbering.PhoneNumber;

import java.util.regex.Pattern;

/**
 * Numbers that follow each other, by the digits that they begin with.
 *
 * @param from the first beginning, plus and digits
 * @param to the last beginning, of the same length; the same as {@code from} where there is one only
 */
public record NumberRange(String from, String to) {

    private static final Pattern BEGINNING = Pattern.compile("\\+[1-9]\\d{0,14}");

    public NumberRange {
        if (!BEGINNING.matcher(from).matches() || !BEGINNING.matcher(to).matches()) {
            throw new IllegalArgumentException("a number range is written +1206 or +12065550100-+12065550199");
        }
        if (from.length() != to.length() || from.compareTo(to) > 0) {
            throw new IllegalArgumentException(
                    "number range " + from + "-" + to + ": both ends have as many digits, and the first is not higher");
        }
    }

    /** Reads {@code +1206}, or {@code +12065550100-+12065550199} with both ends included. */
    public static NumberRange parse(String text) {
        String[] ends = text.strip().split("-", 2);
        return new NumberRange(ends[0].strip(), ends[ends.length - 1].strip());
    }

    /** How many characters of a number it looks at: of two ranges that hold a number the longer one counts. */
    public int length() {
        return from.length();
    }

    /** Whether both are equally long and have a number in common, so that neither counts more than the other. */
    public boolean rivals(NumberRange other) {
        return length() == other.length() && from.compareTo(other.to) <= 0 && other.from.compareTo(to) <= 0;
    }

    public boolean holds(PhoneNumber number) {
        String digits = number.e164();
        if (digits.length() < from.length()) {
            return false;
        }
        String beginning = digits.substring(0, from.length());
        return beginning.compareTo(from) >= 0 && beginning.compareTo(to) <= 0;
    }

    @Override
    public String toString() {
        return from.equals(to) ? from : from + "-" + to;
    }
}
