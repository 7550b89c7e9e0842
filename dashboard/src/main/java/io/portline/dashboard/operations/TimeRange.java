package io.portline.dashboard.operations;

import java.time.Duration;
import java.time.Instant;

/**
 * What time Operations looks at, in spans that divide it evenly.
 *
 * @param name one of the choices, or {@code custom}
 */
public record TimeRange(String name, Instant from, Instant until, Duration span) {

    /** The choices, shortest first. */
    public enum Choice {
        HOUR("1h", Duration.ofHours(1), Duration.ofMinutes(2)),
        DAY("24h", Duration.ofHours(24), Duration.ofMinutes(30)),
        WEEK("7d", Duration.ofDays(7), Duration.ofHours(6)),
        MONTH("30d", Duration.ofDays(30), Duration.ofDays(1)),
        QUARTER("90d", Duration.ofDays(90), Duration.ofDays(3));

        private final String id;
        private final Duration length;
        private final Duration span;

        Choice(String id, Duration length, Duration span) {
            this.id = id;
            this.length = length;
            this.span = span;
        }

        /** As in addresses. */
        public String id() {
            return id;
        }
    }

    private static final int CUSTOM_SPANS = 30;
    private static final Duration SHORTEST = Duration.ofMinutes(10);
    private static final Duration LONGEST = Duration.ofDays(3660);

    /** The last so and so long, up to the end of the span that has begun. */
    public static TimeRange last(Choice choice, Instant now) {
        long span = choice.span.toSeconds();
        Instant until = Instant.ofEpochSecond((now.getEpochSecond() / span + 1) * span);
        return new TimeRange(choice.id, until.minus(choice.length), until, choice.span);
    }

    /** From one instant to another, in whatever order they come. */
    public static TimeRange between(Instant one, Instant other) {
        Instant from = one.isBefore(other) ? one : other;
        Duration asked = Duration.between(one, other).abs();
        Duration length = asked.compareTo(SHORTEST) < 0 ? SHORTEST : asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
        Duration span = Duration.ofMinutes(Math.max(1, (length.toMinutes() + CUSTOM_SPANS - 1) / CUSTOM_SPANS));
        long spans = (length.toMinutes() + span.toMinutes() - 1) / span.toMinutes();
        return new TimeRange("custom", from, from.plus(span.multipliedBy(spans)), span);
    }

    /** How many spans it has. */
    public int spans() {
        return (int) (Duration.between(from, until).toSeconds() / span.toSeconds());
    }
}
