package io.portline.order.portorder.persistence;

import io.portline.order.portorder.Atomically;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import java.util.function.Supplier;

/** All in one database transaction, the one that is open or a new one. */
@Component
public final class OneTransaction implements Atomically {

    private final TransactionTemplate transaction;

    public OneTransaction(TransactionTemplate transaction) {
        this.transaction = transaction;
    }

    @Override
    public <T> T run(Supplier<T> work) {
        T result = transaction.execute(_ -> work.get());
        if (result == null) {
            throw new IllegalStateException("Work without a result");
        }
        return result;
    }
}
