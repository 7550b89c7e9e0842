package io.portline.dashboard.operations.web;

import io.portline.dashboard.freshness.ReadModelFreshness;
import io.portline.dashboard.operations.OrderFigures;
import io.portline.dashboard.operations.OrderFigures.StatusCount;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The operators' first page: figures over all tenants. */
@Controller
class OperationsController {

    private static final List<String> STATUSES = List.of(
            "PROCESSING",
            "CONTACTING_CARRIER",
            "TRANSFER_APPROVED",
            "TRANSFER_PENDING",
            "ERROR",
            "COMPLETED",
            "CANCELLED");
    private static final int MOST_ROWS = 20;

    private final OrderFigures figures;
    private final ReadModelFreshness freshness;
    private final Clock clock;

    OperationsController(OrderFigures figures, ReadModelFreshness freshness, Clock clock) {
        this.figures = figures;
        this.freshness = freshness;
        this.clock = clock;
    }

    @GetMapping("/operations")
    String operations(Model model) {
        Instant now = clock.instant();
        Map<String, Long> counts =
                figures.byStatus().stream().collect(Collectors.toMap(StatusCount::status, StatusCount::orders));
        model.addAttribute(
                "counts",
                STATUSES.stream()
                        .map(status -> new StatusCount(status, counts.getOrDefault(status, 0L)))
                        .toList());
        model.addAttribute("upcoming", figures.upcoming(now, now.plus(Duration.ofDays(14))));
        model.addAttribute("rejections", figures.rejections(MOST_ROWS));
        model.addAttribute("late", figures.overdue(now, MOST_ROWS));
        model.addAttribute("results", figures.deliveries(now.minus(Duration.ofDays(1))));
        model.addAttribute("utc", ZoneOffset.UTC);
        model.addAttribute("lags", freshness.lags().orElse(null));
        return "operations";
    }
}
