package io.portline.carrier.losingcarrier;

import java.util.Collection;
import java.util.List;

/** Numbers that have left the carrier of their range, as far as the gateway has seen them go. */
public interface MovedNumbers {

    /**
     * Where a number went last.
     *
     * @param carrierId empty for us
     */
    record Moved(String number, String carrierId) {}

    /** The last move of each of those numbers, E.164; numbers that never moved are left out. */
    List<Moved> find(Collection<String> numbers);
}
