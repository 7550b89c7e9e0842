package io.portline.cases.tnscase;

import java.time.Instant;
import java.util.Optional;

/**
 * What a customer thinks of how a case went.
 *
 * @param stars 1 to 5
 * @param at business time
 */
public record Rating(int stars, Optional<String> words, Instant at) {

    public static final int MOST_STARS = 5;

    public Rating {
        if (stars < 1 || stars > MOST_STARS) {
            throw new IllegalArgumentException("A rating has 1 to 5 stars");
        }
    }
}
