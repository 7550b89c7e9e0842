package io.portline.local;

import org.junit.jupiter.api.Test;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class StartTurnsTest {

    @Test
    void letAPartBeginWhenAnotherHasGivenItsTurnBack() throws InterruptedException {
        StartTurns turns = new StartTurns(1);
        StartTurns.Turn first = turns.await(() -> true);
        AtomicBoolean begun = new AtomicBoolean();
        Thread second = Thread.ofPlatform().start(() -> begun.set(taken(turns, () -> true)));
        await().until(() -> second.getState() == Thread.State.TIMED_WAITING);
        assertThat(begun).isFalse();

        first.close();
        second.join();

        assertThat(begun).isTrue();
    }

    @Test
    void keepNobodyWaitingWhoIsNotWantedAnyMore() throws InterruptedException {
        StartTurns turns = new StartTurns(1);
        turns.await(() -> true);
        AtomicBoolean wanted = new AtomicBoolean(true);
        AtomicBoolean begun = new AtomicBoolean(true);
        Thread second = Thread.ofPlatform().start(() -> begun.set(taken(turns, wanted::get)));
        await().until(() -> second.getState() == Thread.State.TIMED_WAITING);

        wanted.set(false);
        second.join();

        assertThat(begun).isFalse();
    }

    private static boolean taken(StartTurns turns, BooleanSupplier wanted) {
        try {
            return turns.await(wanted) != StartTurns.Turn.NONE;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
