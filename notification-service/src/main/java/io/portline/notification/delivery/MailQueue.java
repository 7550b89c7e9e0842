package io.portline.notification.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The mails that wait to be sent, in a table that may grow without slowing anybody. Times are real. */
public interface MailQueue extends Leases.Renewal {

    /**
     * One that is due.
     *
     * @param domain of the address, lower case
     * @param paced whether it has waited for its turn under its domain's rate limit already
     */
    record Due(Delivery delivery, String domain, boolean paced) {}

    /**
     * Takes deliveries that are due, oldest first, never one that somebody else has taken.
     *
     * @param until end of the lease: what is neither recorded nor renewed before is due again
     */
    List<Due> claim(Instant until);

    /** Puts back what was taken but not tried. */
    void putBack(Map<UUID, Instant> dueAgain);

    /** The same, of deliveries that wait for their turn under their domain's rate limit and will not wait for it again. */
    void pace(Map<UUID, Instant> turns);

    /** What became of a delivery that was tried. */
    record Tried(Delivery delivery, Attempt attempt) {}

    /** Records attempts in one transaction and, unless a delivery goes on waiting, tells the world. */
    void record(List<Tried> tried);

    /** When the next one is due; in the past if one is due now. */
    Optional<Instant> nextDue();

    /** How many wait, counted up to a million. */
    long depth();

    /** Since when the oldest one has been waiting. */
    Optional<Instant> oldest();
}
