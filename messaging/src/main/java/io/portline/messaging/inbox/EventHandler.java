package io.portline.messaging.inbox;

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
}
