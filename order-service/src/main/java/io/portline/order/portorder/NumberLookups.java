package io.portline.order.portorder;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** Which carrier serves a number, by the carriers' own number ranges. */
public interface NumberLookups {

    /** So many numbers are looked up in one call. */
    int MAX_NUMBERS = 1000;

    /**
     * What is known of a number.
     *
     * @param carrierId null if no carrier serves it
     * @param portable whether that carrier would let it go
     * @param reasonCode why not; null if it would
     */
    record Found(
            @Nullable String carrierId,
            @Nullable String carrierName,
            boolean portable,
            @Nullable String reasonCode) {}

    /**
     * Looks numbers up, however many.
     *
     * @param numbers E.164
     * @return by number; one that is missing is not known
     * @throws LookupUnavailableException if it cannot be found out just now
     */
    Map<String, Found> find(List<String> numbers);

    /** Numbers cannot be looked up just now. */
    final class LookupUnavailableException extends RuntimeException {
        public LookupUnavailableException(Throwable cause) {
            super("Numbers cannot be looked up", cause);
        }
    }
}
