package io.portline.cases.tnscase.persistence;

import io.portline.cases.tnscase.Atomically;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

import java.util.Objects;
import java.util.function.Supplier;

/** Several changes in one database transaction, or in the one that is open already. */
@Component
class OneTransaction implements Atomically {

    private final TransactionOperations transactions;

    OneTransaction(TransactionOperations transactions) {
        this.transactions = transactions;
    }

    @Override
    public <T> T run(Supplier<T> work) {
        return Objects.requireNonNull(transactions.execute(_ -> work.get()));
    }
}
