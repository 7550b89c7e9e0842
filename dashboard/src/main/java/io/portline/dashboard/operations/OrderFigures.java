package io.portline.dashboard.operations;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Figures over all tenants, out of the read model. They name no customer. All instants are business time. */
public interface OrderFigures {

    /** How many orders have a status. */
    record StatusCount(String status, long orders) {}

    /**
     * How many orders went from one status to another in a span of time.
     *
     * @param span its beginning
     * @param from null for new orders
     * @param to null for deleted ones
     */
    record Moves(
            Instant span, @Nullable String from, @Nullable String to, long orders) {}

    /** How many of the orders submitted in a range came how far: 1 processing … 5 completed. */
    record Reached(int station, long orders) {}

    /** How long orders of a carrier stayed in a status that they left in the range. */
    record Stay(String status, String carrier, long orders, Duration median, Duration p95) {}

    /** How many transfers are due on a day, UTC. */
    record DayCount(LocalDate day, long orders, long numbers) {}

    /** How often a reason was given in rejections. */
    record ReasonCount(String reason, String carrier, long orders) {}

    /**
     * An order that does not go on as it should.
     *
     * @param late whether an answer is late; else the order is simply stuck
     * @param since when the answer was due, or since when the order is where it is
     */
    record Stuck(String number, String status, String carrier, String ball, boolean late, Instant since) {}

    /** How a losing carrier does: what waits for it now, and what it answered in the range. */
    record CarrierHealth(
            String carrierId,
            String carrier,
            long waiting,
            long overdue,
            long accepted,
            long rejected,
            @Nullable Duration medianAnswer) {}

    /** How notifications ended. */
    record ResultCount(String channel, String result, long deliveries) {}

    /**
     * How notifications of a span of time ended.
     *
     * @param span its beginning
     */
    record Outcomes(Instant span, String channel, String result, long deliveries) {}

    List<StatusCount> byStatus();

    /** Every change of status from an instant on, counted by spans of time that begin there. */
    List<Moves> moves(Instant from, Duration span);

    List<Reached> reached(Instant from, Instant until);

    List<Stay> stays(Instant from, Instant until, int limit);

    List<DayCount> upcoming(Instant from, Instant until);

    List<ReasonCount> rejections(Instant from, Instant until, int limit);

    /** Those whose answer is late, and those that have not moved for {@code patience} although it is our turn. */
    List<Stuck> stuck(Instant now, Duration patience, int limit);

    List<CarrierHealth> carriers(Instant from, Instant until, Instant now);

    /** Counted by spans of time that begin with the range. */
    List<Outcomes> deliveries(Instant from, Instant until, Duration span);
}
