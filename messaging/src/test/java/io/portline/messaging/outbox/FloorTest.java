package io.portline.messaging.outbox;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FloorTest {

    @Test
    void staysUntilEveryTransactionOfItsMarkHasEnded() {
        Floor floor = new Floor(0);
        floor.mark(100, 50);
        assertThat(floor.isSettled(49)).isFalse();
        assertThat(floor.isSettled(50)).isTrue();
        floor.raise(null);
        assertThat(floor.value()).isEqualTo(100);
    }

    @Test
    void stopsBelowTheFirstUnsentRow() {
        Floor floor = new Floor(10);
        floor.mark(100, 50);
        floor.raise(40L);
        assertThat(floor.value()).isEqualTo(39);
    }

    @Test
    void neverSinks() {
        Floor floor = new Floor(70);
        floor.mark(60, 50);
        floor.raise(null);
        assertThat(floor.value()).isEqualTo(70);
    }

    @Test
    void keepsItsMarkUntilThatIsSettled() {
        Floor floor = new Floor(0);
        floor.mark(100, 50);
        floor.mark(200, 60);
        floor.raise(null);
        assertThat(floor.value()).isEqualTo(100);
        assertThat(floor.isSettled(1_000)).isFalse();
    }

    @Test
    void knowsUpToWhereNoRowIsStillToCome() {
        Floor floor = new Floor(10);
        floor.mark(100, 50);
        assertThat(floor.isSettledUpTo(11)).isFalse();
        floor.raise(40L);
        assertThat(floor.isSettledUpTo(100)).isTrue();
        assertThat(floor.isSettledUpTo(101)).isFalse();
    }
}
