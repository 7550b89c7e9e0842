package io.portline.messaging.deadletter;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;

/** What an operator can do about events that could not be handled. */
public interface DeadLetters {

    /**
     * Open dead letters, oldest first.
     *
     * @param consumer only of this one; null for all
     * @param afterId only with a larger id; 0 for the first page
     */
    List<DeadLetter> open(@Nullable String consumer, long afterId, int limit);

    /** How many are open. */
    long countOpen();

    Optional<DeadLetterDetail> look(long id);

    /**
     * Has the consumer's handler handle it again, past the version check and never by way of the topic; then, in order,
     * the later events of its key that were parked behind it.
     *
     * @return how many were handled
     * @throws DeadLetterRefusedException if it is not open, or an earlier one of its key is
     * @throws RedriveFailedException if it fails again; it stays open
     */
    int redrive(long id, String operator, String reason);

    /**
     * Gives it up; the later events of its key that were parked behind it are handled.
     *
     * @return how many parked ones were handled
     * @throws DeadLetterRefusedException if it is not open, or an earlier one of its key is
     */
    int discard(long id, String operator, String reason);
}
