package io.portline.messaging.deadletter;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

import java.util.List;
import java.util.Optional;

/** The operator's actions. Each letter is a transaction of its own, with its key locked against the running consumer. */
public final class OperatedDeadLetters implements DeadLetters {

    private static final Logger log = LoggerFactory.getLogger(OperatedDeadLetters.class);

    private final DeadLetterStore store;
    private final Redelivery redelivery;
    private final TransactionOperations transaction;

    public OperatedDeadLetters(DeadLetterStore store, Redelivery redelivery, TransactionOperations transaction) {
        this.store = store;
        this.redelivery = redelivery;
        this.transaction = transaction;
    }

    @Override
    public List<DeadLetter> open(@Nullable String consumer, long afterId, int limit) {
        return store.open(consumer, afterId, limit);
    }

    @Override
    public long countOpen() {
        return store.countOpen();
    }

    @Override
    public Optional<DeadLetterDetail> look(long id) {
        return store.look(id);
    }

    @Override
    public int redrive(long id, String operator, String reason) {
        DeadLetter letter = openLetter(id);
        handleAgain(letter, operator, reason);
        return 1 + releaseParked(letter, operator);
    }

    @Override
    public int discard(long id, String operator, String reason) {
        DeadLetter letter = openLetter(id);
        transaction.executeWithoutResult(_ -> {
            lockAsFirst(letter);
            store.resolve(id, DeadLetter.State.DISCARDED, operator, reason);
        });
        log.warn(
                "Dead letter {} ({} {}) was discarded by {}: {}",
                id,
                letter.consumer(),
                letter.key(),
                operator,
                reason);
        return releaseParked(letter, operator);
    }

    private DeadLetter openLetter(long id) {
        DeadLetter letter = store.look(id)
                .map(DeadLetterDetail::letter)
                .orElseThrow(() -> new DeadLetterRefusedException("There is no dead letter " + id));
        if (letter.state() != DeadLetter.State.OPEN) {
            throw new DeadLetterRefusedException("Dead letter " + id + " is " + letter.state());
        }
        return letter;
    }

    private void handleAgain(DeadLetter letter, String operator, String reason) {
        try {
            transaction.executeWithoutResult(_ -> {
                StoredRecord stored = lockAsFirst(letter);
                redelivery.handleAgain(stored);
                store.resolve(letter.id(), DeadLetter.State.REDRIVEN, operator, reason);
            });
        } catch (DeadLetterRefusedException e) {
            throw e;
        } catch (RuntimeException e) {
            transaction.executeWithoutResult(_ -> store.failedAgain(letter.id(), e));
            throw new RedriveFailedException(letter.id(), e);
        }
        log.info("Dead letter {} ({} {}) was redriven by {}", letter.id(), letter.consumer(), letter.key(), operator);
    }

    /** What was parked behind a resolved letter is handled in order, up to the next failure. */
    private int releaseParked(DeadLetter resolved, String operator) {
        int released = 0;
        while (true) {
            Optional<DeadLetter> next = store.firstOpen(resolved.consumer(), resolved.topic(), resolved.key())
                    .flatMap(store::look)
                    .map(DeadLetterDetail::letter)
                    .filter(letter -> letter.cause() == DeadLetter.Cause.PARKED);
            if (next.isEmpty()) {
                return released;
            }
            try {
                handleAgain(next.get(), operator, "parked behind " + resolved.id());
            } catch (RedriveFailedException e) {
                log.warn("{}; later events of its key stay parked", e.getMessage());
                return released;
            }
            released++;
        }
    }

    private StoredRecord lockAsFirst(DeadLetter letter) {
        redelivery.lock(letter.consumer(), letter.topic(), letter.key());
        long first =
                store.firstOpen(letter.consumer(), letter.topic(), letter.key()).orElse(letter.id());
        // An unreadable one is never parked, but has its place all the same.
        boolean inOrder = letter.cause() == DeadLetter.Cause.PARKED || redelivery.keepsOrder(letter.consumer());
        if (inOrder && first != letter.id()) {
            throw new DeadLetterRefusedException("Dead letter " + letter.id() + " waits behind " + first
                    + " of the same key, which comes first: redrive or discard that one");
        }
        return store.lockOpen(letter.id())
                .orElseThrow(() -> new DeadLetterRefusedException("Dead letter " + letter.id() + " is not open"));
    }
}
