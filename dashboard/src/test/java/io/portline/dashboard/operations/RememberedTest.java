package io.portline.dashboard.operations;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class RememberedTest {

    private final HandClock clock = new HandClock();
    private final AtomicInteger looks = new AtomicInteger();
    private final Remembered<Integer> remembered =
            new Remembered<>(looks::incrementAndGet, Duration.ofSeconds(2), clock);

    @Test
    void looksOnceForAllWhoAskWhileItIsFresh() {
        assertThat(remembered.get()).isEqualTo(1);
        clock.pass(Duration.ofMillis(1_999));

        assertThat(remembered.get()).isEqualTo(1);
        assertThat(looks).hasValue(1);
    }

    @Test
    void saysHowOldItIsSoThatWhoeverKnowsOfNewsMayAskAgain() {
        assertThat(remembered.known().age()).isZero();
        clock.pass(Duration.ofSeconds(5));

        assertThat(remembered.known()).isEqualTo(new Remembered.Known<>(1, Duration.ofSeconds(5)));
        await().untilAsserted(() -> assertThat(remembered.known()).isEqualTo(new Remembered.Known<>(2, Duration.ZERO)));
    }

    @Test
    void looksForNoMoreThanAFifthOfTheTime() {
        Remembered<Integer> costly = new Remembered<>(
                () -> {
                    clock.pass(Duration.ofSeconds(3));
                    return looks.incrementAndGet();
                },
                Duration.ofSeconds(2),
                clock);
        costly.get();
        clock.pass(Duration.ofMillis(14_999));
        costly.get();
        assertThat(looks).hasValue(1);

        clock.pass(Duration.ofMillis(1));
        costly.get();
        await().until(() -> looks.get() == 2);
    }

    private static final class HandClock extends Clock {

        private volatile Instant now = Instant.parse("2026-11-02T10:00:00Z");

        synchronized void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("Only instants are asked for.");
        }
    }
}
