package io.portline.notification.delivery;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class RetryPlanTest {
    private static final Instant BEGIN = Instant.parse("2026-11-20T09:00:00Z");
    private final RetryPlan plan = new RetryPlan(new Random(1));

    @Test
    void waitsLongerAfterEachAttemptUpToAnHourAndAQuarter() {
        Duration before = Duration.ZERO;
        for (int attempt = 1; attempt <= 9; attempt += 2) {
            Duration wait =
                    Duration.between(BEGIN, plan.next(attempt, BEGIN, BEGIN).orElseThrow());
            assertThat(wait).isGreaterThan(before).isLessThanOrEqualTo(Duration.ofMinutes(75));
            before = wait;
        }
        assertThat(Duration.between(BEGIN, plan.next(40, BEGIN, BEGIN).orElseThrow()))
                .isBetween(Duration.ofMinutes(45), Duration.ofMinutes(75));
    }

    @Test
    void givesUpAfterADay() {
        assertThat(plan.next(5, BEGIN, BEGIN.plus(Duration.ofHours(24)))).isEqualTo(Optional.empty());
        assertThat(plan.next(5, BEGIN, BEGIN.plus(Duration.ofHours(23)))).isPresent();
    }
}
