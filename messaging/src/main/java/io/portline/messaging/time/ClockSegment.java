package io.portline.messaging.time;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;

/**
 * A stretch of business time: at {@code realOrigin} the business clock showed {@code businessOrigin}, and since then it
 * runs {@code factor} times as fast. Every process of a stack gets the same segment, so all clocks agree.
 *
 * @param factor business seconds per real second, above 0
 */
public record ClockSegment(Instant realOrigin, Instant businessOrigin, BigDecimal factor) implements BusinessTime {

    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

    public ClockSegment {
        if (factor.signum() <= 0) {
            throw new IllegalArgumentException("speed must be above 0, not " + factor);
        }
    }

    /** Business time is real time. */
    public static ClockSegment realTime() {
        return new ClockSegment(Instant.EPOCH, Instant.EPOCH, BigDecimal.ONE);
    }

    @Override
    public Instant toBusiness(Instant real) {
        if (factor.compareTo(BigDecimal.ONE) == 0) {
            // As everywhere but in a demo; every event asks.
            return businessOrigin.plus(Duration.between(realOrigin, real));
        }
        return plus(businessOrigin, between(realOrigin, real).multiply(factor), RoundingMode.FLOOR);
    }

    @Override
    public Instant toReal(Instant business) {
        // Rounded up, so that a timer set for a business instant never fires before it.
        BigDecimal nanos = between(businessOrigin, business).divide(factor, 0, RoundingMode.CEILING);
        return plus(realOrigin, nanos, RoundingMode.CEILING);
    }

    @Override
    public Duration toReal(Duration business) {
        return duration(nanos(business).divide(factor, 0, RoundingMode.CEILING));
    }

    @Override
    public double speed() {
        return factor.doubleValue();
    }

    private static BigDecimal between(Instant from, Instant to) {
        return nanos(Duration.between(from, to));
    }

    private static BigDecimal nanos(Duration duration) {
        return BigDecimal.valueOf(duration.getSeconds()).multiply(NANOS).add(BigDecimal.valueOf(duration.getNano()));
    }

    private static Instant plus(Instant origin, BigDecimal nanos, RoundingMode rounding) {
        return origin.plus(duration(nanos.setScale(0, rounding)));
    }

    private static Duration duration(BigDecimal wholeNanos) {
        BigDecimal[] parts = wholeNanos.divideAndRemainder(NANOS);
        return Duration.ofSeconds(parts[0].longValueExact(), parts[1].longValueExact());
    }
}
