package io.portline.carrier.losingcarrier;

import io.portline.numbering.PhoneNumber;

import java.util.List;
import java.util.OptionalInt;

/**
 * The numbers of a carrier, within its countries.
 *
 * @param served those that it serves
 * @param notPortable those among them that cannot leave it
 */
public record NumberRanges(List<NumberRange> served, List<NumberRange> notPortable) {

    public NumberRanges {
        served = List.copyOf(served);
        notPortable = List.copyOf(notPortable);
    }

    /** How exactly the carrier claims a number: the length of the longest range that holds it; empty if none does. */
    public OptionalInt claim(PhoneNumber number) {
        return served.stream()
                .filter(range -> range.holds(number))
                .mapToInt(NumberRange::length)
                .max();
    }

    /** Whether the carrier can let the number go. */
    public boolean lets(PhoneNumber number) {
        return notPortable.stream().noneMatch(range -> range.holds(number));
    }
}
