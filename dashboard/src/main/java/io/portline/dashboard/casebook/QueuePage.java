package io.portline.dashboard.casebook;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A page of the desk's queue.
 *
 * @param next where the following page begins; null if this is the last
 */
public record QueuePage(List<CaseState> cases, @Nullable QueuePosition next) {

    public QueuePage {
        cases = List.copyOf(cases);
    }
}
