package io.portline.web.idempotency;

import io.portline.web.problem.ProblemException;
import io.portline.web.problem.ProblemType;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;

import java.time.Duration;

/** One request with a key: the transaction that its handler and its recorded answer share. Of one thread. */
final class IdempotentExchange {

    static final String ATTRIBUTE = IdempotentExchange.class.getName();

    private final IdempotencyKeys keys;
    private final PlatformTransactionManager transactions;
    private @Nullable TransactionStatus transaction;
    private @Nullable RequestFingerprint request;
    private boolean deferred;

    IdempotentExchange(IdempotencyKeys keys, PlatformTransactionManager transactions) {
        this.keys = keys;
        this.transactions = transactions;
    }

    boolean isOpen() {
        return transaction != null;
    }

    /** Whether the handler was to begin and has not. */
    boolean isForgotten() {
        return deferred;
    }

    /** Looks, and holds nothing afterwards; returns the answer of the first request if there is one. The handler begins. */
    IdempotencyKeys.@Nullable Answer look(RequestFingerprint fingerprint) {
        IdempotencyKeys.Answer answer = begin(fingerprint);
        rollBack();
        deferred = answer == null;
        return answer;
    }

    /** Begins what was only looked at. */
    void beginDeferred() {
        RequestFingerprint fingerprint = request;
        if (!deferred || fingerprint == null) {
            throw new IllegalStateException("Nothing is to begin");
        }
        deferred = false;
        if (begin(fingerprint) != null) {
            // The same request was quicker; sent again this one gets its answer.
            throw inProgress();
        }
    }

    /** Begins; returns the answer of the first request if there is one, and then nothing is open any more. */
    IdempotencyKeys.@Nullable Answer begin(RequestFingerprint fingerprint) {
        transaction = transactions.getTransaction(new DefaultTransactionDefinition());
        request = fingerprint;
        return switch (keys.find(fingerprint)) {
            case IdempotencyKeys.Found.Nothing _ -> null;
            case IdempotencyKeys.Found.Answered answered -> {
                rollBack();
                yield answered.answer();
            }
            case IdempotencyKeys.Found.Running _ -> {
                rollBack();
                throw inProgress();
            }
            case IdempotencyKeys.Found.OtherRequest _ -> {
                rollBack();
                throw ProblemException.of(ProblemType.IDEMPOTENCY_CONFLICT);
            }
        };
    }

    /** Records the answer and commits it together with what the handler did. */
    void complete(IdempotencyKeys.Answer answer) {
        TransactionStatus open = transaction;
        RequestFingerprint fingerprint = request;
        if (open == null || fingerprint == null) {
            throw new IllegalStateException("No request is under way");
        }
        if (!open.isRollbackOnly() && !keys.record(fingerprint, answer)) {
            rollBack();
            throw inProgress();
        }
        transaction = null;
        transactions.commit(open);
    }

    void rollBack() {
        TransactionStatus open = transaction;
        transaction = null;
        if (open != null && !open.isCompleted()) {
            transactions.rollback(open);
        }
    }

    private static ProblemException inProgress() {
        return ProblemException.of(ProblemType.IDEMPOTENCY_IN_PROGRESS).retryAfter(Duration.ofSeconds(1));
    }
}
