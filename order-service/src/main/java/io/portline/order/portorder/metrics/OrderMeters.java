package io.portline.order.portorder.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.portline.numbering.RejectionCode;
import io.portline.order.portorder.Happened;
import io.portline.order.portorder.OrderObserver;
import io.portline.order.portorder.PortOrder;
import io.portline.order.portorder.PortOrderStatus;
import io.portline.order.portorder.RejectionReason;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Port orders as figures.
 *
 * <ul>
 *   <li>{@code portline.orders} by {@code status}: how many orders there are, over all instances; counted when it is asked for, at most once a
 *       real minute
 *   <li>{@code portline.order.time.in.status} by {@code status} and {@code carrier}: how long orders stayed in a status that they left, in
 *       business time
 *   <li>{@code portline.order.rejections} by {@code reason} and {@code carrier}: the reasons of every rejection, whoever rejected
 * </ul>
 */
public final class OrderMeters implements OrderObserver {

    private static final Duration COUNT_FRESH_FOR = Duration.ofMinutes(1);

    private final MeterRegistry registry;
    private final Counts counts;

    /**
     * @param count counts the orders of each status
     * @param realClock by which a count ages
     */
    public OrderMeters(MeterRegistry registry, Supplier<Map<PortOrderStatus, Long>> count, Clock realClock) {
        this.registry = registry;
        this.counts = new Counts(count, realClock);
        for (PortOrderStatus status : PortOrderStatus.values()) {
            Gauge.builder("portline.orders", counts, it -> it.of(status))
                    .description("Port orders in each status")
                    .tag("status", status.name())
                    .register(registry);
        }
    }

    @Override
    public void observe(@Nullable PortOrder before, List<Happened> happened) {
        PortOrder previous = before;
        for (Happened it : happened) {
            PortOrder after = it.after();
            if (previous != null && previous.status() != after.status()) {
                registry.timer(
                                "portline.order.time.in.status",
                                "status",
                                previous.status().name(),
                                "carrier",
                                previous.details().carrier().id())
                        .record(Duration.between(previous.statusSince(), it.at()));
            }
            if (after.status() == PortOrderStatus.ERROR && (previous == null || previous.status() != after.status())) {
                for (RejectionReason reason : it.event().reasons()) {
                    registry.counter(
                                    "portline.order.rejections",
                                    "reason",
                                    // What carriers make up must not become a series each.
                                    RejectionCode.of(reason.code())
                                            .orElse(RejectionCode.OTHER)
                                            .name(),
                                    "carrier",
                                    after.details().carrier().id())
                            .increment();
                }
            }
            previous = after;
        }
    }

    /** The orders of each status as they were counted last. */
    private static final class Counts {
        private final Supplier<Map<PortOrderStatus, Long>> count;
        private final Clock realClock;
        private Map<PortOrderStatus, Long> last = Map.of();
        private @Nullable Instant countedAt;

        Counts(Supplier<Map<PortOrderStatus, Long>> count, Clock realClock) {
            this.count = count;
            this.realClock = realClock;
        }

        synchronized double of(PortOrderStatus status) {
            Instant now = realClock.instant();
            if (countedAt == null || countedAt.plus(COUNT_FRESH_FOR).isBefore(now)) {
                // A database that is away must not be asked once for each status.
                countedAt = now;
                last = count.get();
            }
            return last.getOrDefault(status, 0L);
        }
    }
}
