package io.portline.notification.delivery.persistence;

import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What somebody keeps for the running transaction; forgotten with it. */
abstract class OfTransaction implements TransactionSynchronization {
    private final Object owner;

    OfTransaction(Object owner) {
        this.owner = owner;
    }

    /** What the owner keeps for the running transaction; null if that is nothing, or no transaction runs. */
    static @Nullable Object keptBy(Object owner) {
        return TransactionSynchronizationManager.getResource(owner);
    }

    /** From now on until the running transaction ends. */
    void keep() {
        TransactionSynchronizationManager.bindResource(owner, this);
        TransactionSynchronizationManager.registerSynchronization(this);
    }

    @Override
    public void suspend() {
        TransactionSynchronizationManager.unbindResource(owner);
    }

    @Override
    public void resume() {
        TransactionSynchronizationManager.bindResource(owner, this);
    }

    @Override
    public void afterCompletion(int status) {
        TransactionSynchronizationManager.unbindResourceIfPossible(owner);
    }
}
