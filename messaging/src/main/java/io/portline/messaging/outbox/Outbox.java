package io.portline.messaging.outbox;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** Where a change leaves its events: in the same transaction, to be sent by the relay after the commit. */
public interface Outbox {

    /**
     * Inserts the messages in the caller's transaction, in one statement whatever their count, and wakes the relay
     * after the commit.
     *
     * @throws PayloadTooLargeException if one could never be sent; nothing is inserted then
     * @throws UndeclaredTopicException if a topic is not declared by this service
     * @throws org.springframework.transaction.IllegalTransactionStateException if no transaction is open
     */
    void append(List<OutboxMessage> messages);

    /** {@link #append(List)} of one. */
    default void append(OutboxMessage message) {
        append(List.of(message));
    }

    /**
     * The named parameters that {@link OutboxSql#INSERT} and its variants need, for a repository that inserts the
     * messages inside its own statement. The same refusals as {@link #append(List)}.
     */
    Map<String, @Nullable Object> parameters(List<OutboxMessage> messages);

    /**
     * For a repository that inserted messages inside its own statement: wakes the relay after the commit.
     *
     * @throws org.springframework.transaction.IllegalTransactionStateException if no transaction is open
     */
    void appendedInThisTransaction();
}
