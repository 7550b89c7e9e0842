package io.portline.messaging.inbox;

import java.util.List;

/**
 * What a consumer does with all that a poll brought, where one by one would be too slow: read models that are built again
 * from a million events. If it fails, nothing of it counts, and the events come again one by one, so that only the one that
 * it cannot handle is given up.
 */
@FunctionalInterface
public interface BatchHandler<R> extends EventHandler<R> {

    /**
     * Runs inside the inbox's transaction, as {@link #handle} does, and throws the same.
     *
     * @param events at least one, each version of a key once and in order
     */
    void handleAll(List<ReceivedEvent<R>> events);

    @Override
    default void handle(ReceivedEvent<R> event) {
        handleAll(List.of(event));
    }
}
