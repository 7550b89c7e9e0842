package io.portline.messaging.outbox;

import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

class PaceTest {

    private long now;
    private final Pace pace = new Pace(2_000, now);

    @Test
    void sendsEachRowAtOnceUpToTheRate() {
        second(1_900);

        assertThat(pace.isGathering()).isFalse();
    }

    @Test
    void gathersAboveTheRate() {
        second(2_500);

        assertThat(pace.isGathering()).isTrue();
    }

    @Test
    void goesOnGatheringAtTheRateSoThatItDoesNotSwayBetweenBoth() {
        second(2_500);

        second(1_900);

        assertThat(pace.isGathering()).isTrue();
    }

    @Test
    void endsGatheringWhenLittleIsLeftToDo() {
        second(2_500);

        second(1_400);

        assertThat(pace.isGathering()).isFalse();
    }

    @Test
    void doesNotTakeABurstAfterAQuietTimeForLoad() {
        now += Duration.ofMinutes(1).toNanos();

        pace.count(500, now);

        assertThat(pace.isGathering()).isFalse();
    }

    /** Twenty turns of equal size. */
    private void second(int rows) {
        for (int turn = 0; turn < 20; turn++) {
            now += Duration.ofMillis(50).toNanos();
            pace.count(rows / 20, now);
        }
    }
}
