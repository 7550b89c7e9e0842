package io.portline.messaging.time;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ClockSegmentTest {

    private static final Instant REAL = Instant.parse("2026-11-21T10:00:00Z");
    private static final Instant BUSINESS = Instant.parse("2026-12-01T08:00:00Z");

    @RepeatedTest(200)
    void aTimerNeverFiresBeforeItsBusinessInstantAndHardlyAfter(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        BigDecimal speed = BigDecimal.valueOf(1 + random.nextInt(100_000_000), random.nextInt(5));
        ClockSegment segment = new ClockSegment(REAL, BUSINESS, speed);
        Instant due = BUSINESS.plusNanos(random.nextLong(Duration.ofDays(400).toNanos()));
        Instant real = segment.toReal(due);
        assertThat(segment.toBusiness(real)).isAfterOrEqualTo(due);
        assertThat(segment.toBusiness(real.minusNanos(1))).isBefore(due);
    }

    @Test
    void runsFastFromItsOrigin() {
        ClockSegment segment = new ClockSegment(REAL, BUSINESS, BigDecimal.valueOf(3600));
        assertThat(segment.toBusiness(REAL.plusSeconds(24))).isEqualTo(BUSINESS.plus(Duration.ofDays(1)));
        assertThat(segment.toReal(BUSINESS.plus(Duration.ofDays(1)))).isEqualTo(REAL.plusSeconds(24));
        assertThat(segment.toReal(Duration.ofHours(1))).isEqualTo(Duration.ofSeconds(1));
        assertThat(segment.speed()).isEqualTo(3600.0);
    }

    @Test
    void isRealTimeWithoutSettings() {
        ClockSegment segment = new ClockSettings(null, null, BigDecimal.ONE).segment();
        assertThat(segment.toBusiness(REAL)).isEqualTo(REAL);
        assertThat(segment.toReal(REAL)).isEqualTo(REAL);
    }

    @Test
    void refusesASpeedWithoutAnOriginBecauseNoTwoProcessesWouldAgree() {
        assertThatThrownBy(() -> new ClockSettings(null, null, BigDecimal.TEN).segment())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ClockSettings(REAL, null, BigDecimal.TEN).segment())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ClockSegment(REAL, BUSINESS, BigDecimal.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theClockShowsBusinessTimeInAnyZone() {
        BusinessClock clock = new BusinessClock(
                Clock.fixed(REAL.plusSeconds(1), ZoneOffset.UTC),
                new ClockSegment(REAL, BUSINESS, BigDecimal.valueOf(60)));
        assertThat(clock.instant()).isEqualTo(BUSINESS.plusSeconds(60));
        assertThat(clock.withZone(ZoneId.of("Asia/Tokyo")).instant()).isEqualTo(clock.instant());
        assertThat(clock.withZone(ZoneId.of("Asia/Tokyo")).getZone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
    }
}
