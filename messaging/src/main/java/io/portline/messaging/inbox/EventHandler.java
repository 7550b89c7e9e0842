package io.portline.messaging.inbox;

import java.util.List;

/** What a consumer does with an event. */
@FunctionalInterface
public interface EventHandler<R> {

    /**
     * Runs inside the inbox's transaction: what it writes to this service's database happens exactly when the event
     * counts as handled.
     *
     * @throws NotYetException to be called again with the same event, for as long as it takes
     * @throws InfrastructureUnavailableException likewise
     * @throws RuntimeException a bug: tried a bounded number of times, then dead-lettered; errors that come from a
     *     database, network or Kafka are recognised and wait like {@link InfrastructureUnavailableException}
     */
    void handle(ReceivedEvent<R> event);

    /**
     * Told, in the same transaction, what it is going to be asked to handle one by one, so that what all of them need can
     * be looked up at once. Throws what {@link #handle} throws; does nothing unless a consumer has a use for it.
     *
     * @param events two or more
     */
    default void expect(List<ReceivedEvent<R>> events) {}

    /** One after the other, in the same transaction. */
    static <R> EventHandler<R> inTurn(List<EventHandler<R>> handlers) {
        List<EventHandler<R>> turns = List.copyOf(handlers);
        return new EventHandler<>() {
            @Override
            public void handle(ReceivedEvent<R> event) {
                turns.forEach(handler -> handler.handle(event));
            }

            @Override
            public void expect(List<ReceivedEvent<R>> events) {
                turns.forEach(handler -> handler.expect(events));
            }
        };
    }
}
