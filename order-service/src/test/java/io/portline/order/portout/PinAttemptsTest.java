package io.portline.order.portout;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Five wrong PINs within an hour lock for an hour. */
class PinAttemptsTest {

    private static final Instant START = Instant.parse("2026-06-01T12:00:00Z");

    private static PinAttempts wrongEvery(Duration step, int times) {
        PinAttempts attempts = PinAttempts.NONE;
        for (int i = 0; i < times; i++) {
            attempts = attempts.wrong(START.plus(step.multipliedBy(i)));
        }
        return attempts;
    }

    @Test
    void fourDoNotLock() {
        assertThat(wrongEvery(Duration.ofMinutes(1), 4).lockedUntil()).isNull();
    }

    @Test
    void theFifthWithinAnHourLocksForAnHour() {
        PinAttempts attempts = wrongEvery(Duration.ofMinutes(14), 5);
        Instant fifth = START.plus(Duration.ofMinutes(56));
        assertThat(attempts.lockedAt(fifth)).isEqualTo(fifth.plus(Duration.ofHours(1)));
        assertThat(attempts.lockedAt(fifth.plus(Duration.ofMinutes(59)))).isNotNull();
        assertThat(attempts.lockedAt(fifth.plus(Duration.ofHours(1)))).isNull();
    }

    @Test
    void thoseOfMoreThanAnHourAgoDoNotCount() {
        assertThat(wrongEvery(Duration.ofMinutes(15), 20).lockedUntil()).isNull();
    }

    @Test
    void afterTheLockFiveMoreAreNeeded() {
        PinAttempts attempts = wrongEvery(Duration.ofSeconds(1), 5);
        Instant later = START.plus(Duration.ofHours(1)).plusSeconds(5);
        for (int i = 0; i < 4; i++) {
            attempts = attempts.wrong(later.plusSeconds(i));
        }
        assertThat(attempts.lockedAt(later.plusSeconds(4))).isNull();
        assertThat(attempts.wrong(later.plusSeconds(5)).lockedAt(later.plusSeconds(6)))
                .isNotNull();
    }

    @Test
    void aPinIsSixToTenDigitsAndNothingElse() {
        assertThat(Pin.parse("000000")).isPresent();
        assertThat(Pin.parse("1234567890")).isPresent();
        for (String bad :
                new String[] {"", "12345", "12345678901", "12345a", " 123456", "123456\n", "１２３４５６", "-12345"}) {
            assertThat(Pin.parse(bad)).as(bad).isEmpty();
            assertThatIllegalArgumentException().isThrownBy(() -> new Pin(bad)).withMessage("Not a PIN");
        }
    }

    @Test
    void neverShowsThePin() {
        assertThat(new Pin("83051749")).hasToString("Pin[hidden]");
        assertThat(new PortOutForm("r", "c", "n", java.util.List.of(), "83051749", null, null).toString())
                .doesNotContain("83051749");
    }
}
