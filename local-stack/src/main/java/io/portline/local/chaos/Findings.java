package io.portline.local.chaos;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an audit counted, and what it found broken; an empty list of breaches is what everybody wants. */
final class Findings {
    private static final int SHOWN = 10;

    private final Map<String, Long> counts = new LinkedHashMap<>();
    private final List<String> breaches = new ArrayList<>();

    void count(String what, long howMany) {
        counts.merge(what, howMany, Long::sum);
    }

    void breach(String words) {
        breaches.add(words);
    }

    void add(Findings others) {
        others.counts.forEach(this::count);
        breaches.addAll(others.breaches);
    }

    Map<String, Long> counts() {
        return counts;
    }

    boolean clean() {
        return breaches.isEmpty();
    }

    List<String> breaches() {
        return List.copyOf(breaches);
    }

    int breachCount() {
        return breaches.size();
    }

    /** The first breaches, and how many more there are. */
    List<String> shown() {
        List<String> shown = new ArrayList<>(breaches.stream().limit(SHOWN).toList());
        if (breaches.size() > SHOWN) {
            shown.add("… and %d more".formatted(breaches.size() - SHOWN));
        }
        return shown;
    }
}
