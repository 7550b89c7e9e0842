package io.portline.local;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ClockSegmentTest {
    private static final Instant REAL = Instant.parse("2026-11-21T10:00:00Z");
    private static final Instant BUSINESS = Instant.parse("2027-03-01T00:00:00Z");
    private static final BigDecimal FAST = BigDecimal.valueOf(20_000);

    private final ClockSegment segment = new ClockSegment(REAL, BUSINESS, FAST);

    @Test
    void runsSoManyTimesAsFast() {
        assertThat(segment.businessAt(REAL)).isEqualTo(BUSINESS);
        assertThat(segment.businessAt(REAL.plusMillis(1_500))).isEqualTo(BUSINESS.plusSeconds(30_000));
        assertThat(new ClockSegment(REAL, BUSINESS, new BigDecimal("0.5")).businessAt(REAL.plusSeconds(3)))
                .isEqualTo(BUSINESS.plusMillis(1_500));
    }

    @Test
    void standsStillBeforeItsOrigin() {
        assertThat(segment.businessAt(REAL.minusSeconds(100))).isEqualTo(BUSINESS);
    }

    @Test
    void countsWithoutOverflowForYears() {
        Instant tenYearsLater = REAL.plus(Duration.ofDays(3_650));
        assertThat(segment.businessAt(tenYearsLater)).isEqualTo(BUSINESS.plus(Duration.ofDays(3_650 * 20_000L)));
    }

    @Test
    void goesOnAfterAStopWhereItStoodHoweverLongItWasOff() {
        Instant stopped = REAL.plusSeconds(60);
        ClockSegment.Saved saved = new ClockSegment.Saved(segment, segment.businessAt(stopped));
        Instant muchLater = stopped.plus(Duration.ofDays(30));
        ClockSegment next = saved.next(muchLater, BigDecimal.ONE);
        assertThat(next.businessAt(muchLater)).isEqualTo(segment.businessAt(stopped));
        assertThat(next.businessAt(muchLater.plusSeconds(5)))
                .isEqualTo(segment.businessAt(stopped).plusSeconds(5));
    }

    @Test
    void doesNotJumpBackWhenPartsHaveRunOnAfterTheirSupervisorDied() {
        ClockSegment.Saved lastSave = new ClockSegment.Saved(segment, segment.businessAt(REAL.plusSeconds(10)));
        Instant orphansEnded = REAL.plusSeconds(3_600);
        ClockSegment next = lastSave.usedUntil(orphansEnded).next(orphansEnded, FAST);
        assertThat(next.businessOrigin()).isEqualTo(segment.businessAt(orphansEnded));
        assertThat(lastSave.usedUntil(REAL)).isEqualTo(lastSave);
    }

    @Test
    void isReadAsItWasWritten(@TempDir Path folder) {
        Path file = folder.resolve("clock.properties");
        assertThat(ClockSegment.Saved.read(file)).isEmpty();
        ClockSegment.Saved saved = new ClockSegment.Saved(segment, segment.businessAt(REAL.plusNanos(123_456_789)));
        saved.write(file);
        assertThat(ClockSegment.Saved.read(file)).contains(saved);
    }

    @Test
    void saysWhatToDoAboutAnUnreadableFile(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("clock.properties"), "speed=fast\n");
        assertThatThrownBy(() -> ClockSegment.Saved.read(file))
                .isInstanceOf(LocalStackException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("--fresh");
    }

    @Test
    void refusesASpeedThatStandsStillOrGoesBack() {
        assertThatThrownBy(() -> new ClockSegment(REAL, BUSINESS, BigDecimal.ZERO))
                .isInstanceOf(LocalStackException.class);
    }
}
