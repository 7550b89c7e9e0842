package io.portline.cases.tnscase;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What tenants have said of the desk. */
public interface Feedbacks {

    void add(Feedback feedback);

    /** Newest first. */
    List<Feedback> list(Optional<UUID> before, int limit);
}
