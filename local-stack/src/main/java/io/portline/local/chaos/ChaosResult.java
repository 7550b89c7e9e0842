package io.portline.local.chaos;

import java.util.List;
import java.util.Map;

/**
 * What a run came to.
 *
 * @param broken   how many of which kind were broken, by words such as {@code killed}
 * @param counts   what was looked at, by the words that the run prints
 * @param breaches promises that were not kept, and what made the run prove nothing; empty is what everybody wants
 */
public record ChaosResult(Map<String, Integer> broken, Map<String, Long> counts, List<String> breaches) {
    static final String RELAYS_KILLED_WITH_ROWS_LEFT = "relays killed with rows left";

    public ChaosResult {
        broken = Map.copyOf(broken);
        counts = Map.copyOf(counts);
        breaches = List.copyOf(breaches);
    }

    /** Whether every promise was kept, and the run is worth something. */
    public boolean kept() {
        return breaches.isEmpty();
    }
}
