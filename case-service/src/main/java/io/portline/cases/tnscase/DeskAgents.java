package io.portline.cases.tnscase;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Who has worked at the desk. */
public interface DeskAgents {

    /** Remembers an agent, and the name that the agent has now. */
    void seen(Party.Desk agent, Instant at);

    Optional<Party.Desk> find(String subject);

    /** By name. */
    List<Party.Desk> all();
}
