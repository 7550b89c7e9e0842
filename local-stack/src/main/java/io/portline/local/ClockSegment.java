package io.portline.local;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The straight line by which every process computes business time from real time: from a common origin on, {@code speed} business seconds in each
 * real one. A run of the stack has one segment; the next run's begins where business time stood, whatever time it was off.
 */
public record ClockSegment(Instant realOrigin, Instant businessOrigin, BigDecimal speed) {
    public ClockSegment {
        if (speed.signum() <= 0) {
            throw new LocalStackException("The speed must be above 0, not " + speed);
        }
    }

    /** Business time at a moment; before the origin it stands still. */
    public Instant businessAt(Instant real) {
        Duration elapsed = Duration.between(realOrigin, real);
        if (elapsed.isNegative()) {
            return businessOrigin;
        }
        BigDecimal nanos = BigDecimal.valueOf(elapsed.toSeconds())
                .movePointRight(9)
                .add(BigDecimal.valueOf(elapsed.toNanosPart()))
                .multiply(speed);
        BigDecimal[] secondsAndNanos = nanos.divideAndRemainder(BigDecimal.valueOf(1_000_000_000L));
        return businessOrigin
                .plusSeconds(secondsAndNanos[0].longValueExact())
                .plusNanos(secondsAndNanos[1].longValue());
    }

    /** How services are told. */
    Map<String, String> environment() {
        return Map.of(
                "PORTLINE_CLOCK_REAL_ORIGIN", realOrigin.toString(),
                "PORTLINE_CLOCK_BUSINESS_ORIGIN", businessOrigin.toString(),
                "PORTLINE_CLOCK_SPEED", speed.toPlainString());
    }

    /**
     * What is kept of a run's clock.
     *
     * @param reached business time is not beyond this: exact after a clean stop, else a little ahead of what any process can have seen
     */
    record Saved(ClockSegment segment, Instant reached) {
        /** The next run's segment: begins where business time stood, however long ago that was. */
        ClockSegment next(Instant now, BigDecimal speed) {
            return new ClockSegment(now, reached, speed);
        }

        /** After processes that went by the segment have run until now, though nobody saved. */
        Saved usedUntil(Instant now) {
            Instant used = segment.businessAt(now);
            return used.isAfter(reached) ? new Saved(segment, used) : this;
        }

        static Optional<Saved> read(Path file) {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            Properties properties = new Properties();
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
                return Optional.of(new Saved(
                        new ClockSegment(
                                Instant.parse(properties.getProperty("real-origin", "")),
                                Instant.parse(properties.getProperty("business-origin", "")),
                                new BigDecimal(properties.getProperty("speed", ""))),
                        Instant.parse(properties.getProperty("reached", ""))));
            } catch (IOException | java.time.DateTimeException | NumberFormatException e) {
                throw new LocalStackException(
                        "The saved business time in %s cannot be read. Give it again with --fresh, which empties all data, or repair the file."
                                .formatted(file),
                        e);
            }
        }

        void write(Path file) {
            Properties properties = new Properties();
            properties.setProperty("real-origin", segment.realOrigin().toString());
            properties.setProperty("business-origin", segment.businessOrigin().toString());
            properties.setProperty("speed", segment.speed().toPlainString());
            properties.setProperty("reached", reached.toString());
            Path partial = file.resolveSibling(file.getFileName() + ".partial");
            try {
                try (Writer writer = Files.newBufferedWriter(partial)) {
                    properties.store(writer, null);
                }
                Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new LocalStackException(
                        "Cannot save the business time in %s: %s".formatted(file, e.getMessage()), e);
            }
        }
    }
}
