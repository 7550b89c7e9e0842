package io.portline.dashboard.live.events;

import io.portline.dashboard.live.LiveHub;
import io.portline.messaging.inbox.EventHandler;
import io.portline.messaging.inbox.ReceivedEvent;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Has an event handled, and wakes the hub once that is committed. Many in one transaction wake it once each, cheaply. */
public final class ToldToOpenPages<R> implements EventHandler<R> {

    private final EventHandler<R> handler;
    private final LiveHub hub;

    public ToldToOpenPages(EventHandler<R> handler, LiveHub hub) {
        this.handler = handler;
        this.hub = hub;
    }

    @Override
    public void handle(ReceivedEvent<R> event) {
        handler.handle(event);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                hub.wake();
            }
        });
    }
}
