package io.portline.messaging.time;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * The segment of business time that this process lives in; every process of a stack gets the same. Without it business
 * time is real time.
 *
 * @param speed business seconds per real second
 */
@ConfigurationProperties("portline.clock")
public record ClockSettings(
        @Nullable Instant realOrigin,
        @Nullable Instant businessOrigin,
        @DefaultValue("1") BigDecimal speed) {

    ClockSegment segment() {
        if (realOrigin == null && businessOrigin == null) {
            if (speed.compareTo(BigDecimal.ONE) != 0) {
                throw new IllegalArgumentException(
                        "portline.clock.speed needs portline.clock.real-origin and .business-origin, or each process would have a time of its own");
            }
            return ClockSegment.realTime();
        }
        if (realOrigin == null || businessOrigin == null) {
            throw new IllegalArgumentException(
                    "portline.clock.real-origin and portline.clock.business-origin belong together");
        }
        return new ClockSegment(realOrigin, businessOrigin, speed);
    }
}
