package io.portline.dashboard.live;

import java.util.List;

/**
 * What a page is told at once.
 *
 * @param mark what {@link LiveHub#open} takes to go on from here
 * @param more too much happened to name it all: the page looks at everything that it shows
 */
public record LiveNews(List<LiveChange> changes, boolean more, String mark) {

    public LiveNews {
        changes = List.copyOf(changes);
    }

    public boolean isEmpty() {
        return changes.isEmpty() && !more;
    }
}
