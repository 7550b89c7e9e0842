package io.portline.dashboard.live;

import java.util.List;

/** What was written to the read model, by any instance. */
public interface ChangeFeed {

    /** A mark for now: everything committed later is in {@link #since} of it. */
    String mark();

    /**
     * What was written since a mark, in no order, and what lay close before it: a change may come twice, none is left
     * out. At most {@code limit} of them.
     */
    List<LiveChange> since(String mark, int limit);
}
