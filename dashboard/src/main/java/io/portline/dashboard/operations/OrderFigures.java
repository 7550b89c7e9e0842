package io.portline.dashboard.operations;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Figures over all tenants, without anything that names a customer. */
public interface OrderFigures {

    /** How many orders have a status. */
    record StatusCount(String status, long orders) {}

    /** How many transfers are due on a day, UTC. */
    record DayCount(LocalDate day, long orders) {}

    /** How often a reason stands in the orders that are now in Error. */
    record ReasonCount(String reason, String carrier, long orders) {}

    /** An order whose next answer is late. */
    record Overdue(String number, String status, String carrier, String ball, Instant dueBy) {}

    /** How notifications ended. */
    record ResultCount(String channel, String result, long deliveries) {}

    List<StatusCount> byStatus();

    List<DayCount> upcoming(Instant from, Instant until);

    List<ReasonCount> rejections(int limit);

    List<Overdue> overdue(Instant now, int limit);

    List<ResultCount> deliveries(Instant since);
}
