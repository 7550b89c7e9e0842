package io.portline.dashboard.operations;

import io.portline.dashboard.operations.OrderFigures.DayCount;
import io.portline.dashboard.operations.OrderFigures.Moves;
import io.portline.dashboard.operations.OrderFigures.Outcomes;
import io.portline.dashboard.operations.OrderFigures.Reached;
import io.portline.dashboard.operations.OrderFigures.ReasonCount;
import io.portline.dashboard.operations.OrderFigures.ResultCount;
import io.portline.dashboard.operations.OrderFigures.StatusCount;
import io.portline.dashboard.operations.OrderFigures.Stay;
import io.portline.dashboard.operations.OrderFigures.Stuck;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Everything that the first page of Operations shows of one range. */
public record Figures(
        TimeRange range,
        List<StatusCount> counts,
        List<Stock> stock,
        List<Step> funnel,
        List<Stay> stays,
        List<ReasonCount> rejections,
        List<DayCount> upcoming,
        List<Stuck> stuck,
        List<ResultCount> results,
        List<ChannelOutcomes> outcomes) {

    /** The statuses in the order of the way. */
    public static final List<String> STATUSES = List.of(
            "PROCESSING",
            "CONTACTING_CARRIER",
            "TRANSFER_APPROVED",
            "TRANSFER_PENDING",
            "ERROR",
            "COMPLETED",
            "CANCELLED");

    /** How a notification may have ended, the good first. */
    public static final List<String> RESULTS = List.of("SENT", "RETRYING", "REFUSED", "GIVEN_UP");

    private static final List<String> CHANNELS = List.of("EMAIL", "WEBHOOK");
    private static final List<String> STATIONS =
            List.of("PROCESSING", "CONTACTING_CARRIER", "TRANSFER_APPROVED", "COMPLETED");
    private static final Duration AHEAD = Duration.ofDays(14);
    private static final Duration PATIENCE = Duration.ofHours(1);
    private static final int MOST_ROWS = 20;

    /** How many there were of each kind at the end of a span, or within it; the last span ends now. */
    public record Stock(Instant at, List<Long> orders) {
        public Stock {
            orders = List.copyOf(orders);
        }
    }

    /** How many of the orders submitted in the range came at least so far. */
    public record Step(String status, long orders, int percent) {}

    /** What became of the notifications of one channel, span by span; none if there was none at all. */
    public record ChannelOutcomes(String channel, List<Stock> spans) {
        public ChannelOutcomes {
            spans = List.copyOf(spans);
        }
    }

    public static Figures of(OrderFigures figures, TimeRange range, Instant now) {
        List<StatusCount> counts = counts(figures.byStatus());
        List<Outcomes> deliveries = figures.deliveries(range.from(), range.until(), range.span());
        return new Figures(
                range,
                counts,
                stock(range, now, counts, figures.moves(range.from(), range.span())),
                funnel(figures.reached(range.from(), range.until())),
                figures.stays(range.from(), range.until(), MOST_ROWS),
                figures.rejections(range.from(), range.until(), MOST_ROWS),
                figures.upcoming(now, now.plus(AHEAD)),
                figures.stuck(now, PATIENCE, MOST_ROWS),
                totals(deliveries),
                CHANNELS.stream()
                        .map(channel -> new ChannelOutcomes(channel, outcomes(channel, deliveries, range, now)))
                        .toList());
    }

    private static List<ResultCount> totals(List<Outcomes> deliveries) {
        Map<String, Map<String, Long>> totals = new TreeMap<>();
        deliveries.forEach(some -> totals.computeIfAbsent(some.channel(), _ -> new TreeMap<>())
                .merge(some.result(), some.deliveries(), Long::sum));
        List<ResultCount> counts = new ArrayList<>();
        totals.forEach((channel, results) ->
                results.forEach((result, number) -> counts.add(new ResultCount(channel, result, number))));
        counts.sort(Comparator.comparing(ResultCount::channel)
                .thenComparing(Comparator.comparingLong(ResultCount::deliveries).reversed()));
        return counts;
    }

    private static List<Stock> outcomes(String channel, List<Outcomes> deliveries, TimeRange range, Instant now) {
        Map<Instant, Map<String, Long>> spans = new HashMap<>();
        deliveries.stream()
                .filter(some -> some.channel().equals(channel))
                .forEach(some -> spans.computeIfAbsent(some.span(), _ -> new HashMap<>())
                        .merge(some.result(), some.deliveries(), Long::sum));
        List<Stock> outcomes = new ArrayList<>();
        for (int i = 0; i < range.spans() && !spans.isEmpty(); i++) {
            Instant begin = range.from().plus(range.span().multipliedBy(i));
            if (!begin.isAfter(now)) {
                Map<String, Long> found = spans.getOrDefault(begin, Map.of());
                Instant end = begin.plus(range.span());
                outcomes.add(new Stock(
                        end.isAfter(now) ? now : end,
                        RESULTS.stream()
                                .map(result -> found.getOrDefault(result, 0L))
                                .toList()));
            }
        }
        return outcomes;
    }

    private static List<StatusCount> counts(List<StatusCount> found) {
        Map<String, Long> counts =
                found.stream().collect(Collectors.toMap(StatusCount::status, StatusCount::orders, Long::sum));
        return STATUSES.stream()
                .map(status -> new StatusCount(status, counts.getOrDefault(status, 0L)))
                .toList();
    }

    /** Backwards from what there is now: what came in a span was not there before it. */
    private static List<Stock> stock(TimeRange range, Instant now, List<StatusCount> counts, List<Moves> moves) {
        Map<Instant, List<Moves>> bySpan = moves.stream().collect(Collectors.groupingBy(Moves::span));
        Map<String, Long> there = new HashMap<>();
        counts.forEach(count -> there.put(count.status(), count.orders()));
        // What happened after the range: only when it ends before now.
        bySpan.forEach((span, later) -> {
            if (!span.isBefore(range.until())) {
                undo(there, later);
            }
        });
        List<Stock> stock = new ArrayList<>();
        for (int i = range.spans() - 1; i >= 0; i--) {
            Instant begin = range.from().plus(range.span().multipliedBy(i));
            if (!begin.isAfter(now)) {
                Instant end = begin.plus(range.span());
                stock.addFirst(new Stock(
                        end.isAfter(now) ? now : end,
                        STATUSES.stream()
                                .map(status -> Math.max(0, there.getOrDefault(status, 0L)))
                                .toList()));
            }
            undo(there, bySpan.getOrDefault(begin, List.of()));
        }
        return stock;
    }

    private static void undo(Map<String, Long> there, List<Moves> moves) {
        for (Moves move : moves) {
            add(there, move.to(), -move.orders());
            add(there, move.from(), move.orders());
        }
    }

    private static void add(Map<String, Long> there, @Nullable String status, long orders) {
        if (status != null) {
            there.merge(status, orders, Long::sum);
        }
    }

    private static List<Step> funnel(List<Reached> reached) {
        long all = reached.stream().mapToLong(Reached::orders).sum();
        List<Step> steps = new ArrayList<>();
        for (String station : STATIONS) {
            int needed = switch (station) {
                case "PROCESSING" -> 0;
                case "CONTACTING_CARRIER" -> 2;
                case "TRANSFER_APPROVED" -> 3;
                default -> 5;
            };
            long came = reached.stream()
                    .filter(some -> some.station() >= needed)
                    .mapToLong(Reached::orders)
                    .sum();
            steps.add(new Step(station, came, all == 0 ? 0 : Math.round(100f * came / all)));
        }
        return steps;
    }

    /** How many do not go on as they should; the list may be cut. */
    public boolean manyStuck() {
        return stuck.size() >= MOST_ROWS;
    }
}
