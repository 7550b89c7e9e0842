package io.portline.dashboard.live.events;

import io.portline.dashboard.live.LiveHub;
import io.portline.messaging.inbox.BatchHandler;
import io.portline.messaging.inbox.ReceivedEvent;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import java.util.List;

/** Has what a poll brought handled, and wakes the hub once that is committed. */
public final class ToldToOpenPages<R> implements BatchHandler<R> {

    private final BatchHandler<R> handler;
    private final LiveHub hub;

    public ToldToOpenPages(BatchHandler<R> handler, LiveHub hub) {
        this.handler = handler;
        this.hub = hub;
    }

    @Override
    public void handleAll(List<ReceivedEvent<R>> events) {
        handler.handleAll(events);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                hub.wake();
            }
        });
    }
}
