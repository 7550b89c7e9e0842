package io.portline.notification.delivery;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class PacingTest {
    private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");

    @Test
    void letsABurstGoAndGivesTheOthersTheirTurnsAtTheRate() {
        Pacing pacing = new Pacing(10, 3);

        assertThat(pacing.turn("a.example", NOW)).isEmpty();
        assertThat(pacing.turn("a.example", NOW)).isEmpty();
        assertThat(pacing.turn("a.example", NOW)).isEmpty();
        assertThat(pacing.turn("a.example", NOW)).contains(NOW.plusMillis(100));
        assertThat(pacing.turn("a.example", NOW)).contains(NOW.plusMillis(200));
        assertThat(pacing.turn("b.example", NOW))
                .as("another domain has its own rate")
                .isEmpty();
        assertThat(pacing.turn("a.example", NOW.plusSeconds(2)))
                .as("after a pause")
                .isEmpty();
    }

    @Test
    void limitsNothingAtARateOfZero() {
        Pacing pacing = new Pacing(0, 0);

        for (int i = 0; i < 1_000; i++) {
            assertThat(pacing.turn("a.example", NOW)).isEmpty();
        }
    }

    @Test
    void leavesAServerThatIsAwayAloneForLongerAndLonger() {
        ServerPause pause = new ServerPause(Duration.ofSeconds(1), Duration.ofMinutes(1), new Random(1));
        Instant now = NOW;
        Duration before = Duration.ZERO;
        for (int i = 0; i < 5; i++) {
            pause.away(now);
            pause.away(now);
            Duration wait = Duration.between(now, pause.pausedUntil(now).orElseThrow());
            assertThat(wait).isGreaterThan(before).isLessThanOrEqualTo(Duration.ofSeconds(75));
            before = wait;
            now = now.plus(wait);
        }
        assertThat(pause.pausedUntil(now)).isEmpty();
        pause.away(now);
        pause.back();
        assertThat(pause.pausedUntil(now)).isEmpty();
    }
}
