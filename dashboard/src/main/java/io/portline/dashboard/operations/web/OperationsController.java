package io.portline.dashboard.operations.web;

import io.portline.dashboard.freshness.ConsumerLag;
import io.portline.dashboard.operations.Figures;
import io.portline.dashboard.operations.OrderFigures;
import io.portline.dashboard.operations.Remembered;
import io.portline.dashboard.operations.TimeRange;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The operators' first page: figures over all tenants, of a range of time. However many look, one look is taken. */
@Controller
class OperationsController {

    private static final Duration FRESH = Duration.ofSeconds(2);
    private static final int MOST_CUSTOM_RANGES = 16;
    private static final DateTimeFormatter TYPED = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm");

    private final OrderFigures figures;
    private final Machinery machinery;
    private final Clock clock;
    private final Clock realClock;
    private final Map<String, Remembered<Figures>> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Remembered<Figures>> eldest) {
            return size() > TimeRange.Choice.values().length + MOST_CUSTOM_RANGES;
        }
    };

    OperationsController(
            OrderFigures figures, Machinery machinery, Clock clock, @Qualifier("realClock") Clock realClock) {
        this.figures = figures;
        this.machinery = machinery;
        this.clock = clock;
        this.realClock = realClock;
    }

    @GetMapping("/operations")
    String operations(
            @RequestParam(name = "range", defaultValue = "24h") String range,
            @RequestParam(name = "from", required = false) @Nullable String from,
            @RequestParam(name = "until", required = false) @Nullable String until,
            Model model) {
        Remembered.Known<Figures> latest = figures(range, typed(from), typed(until));
        Figures found = latest.value();
        model.addAttribute("figures", found);
        model.addAttribute(
                "age", Math.max(latest.age().toMillis(), machinery.age().toMillis()));
        model.addAttribute("statuses", Figures.STATUSES);
        model.addAttribute("outcomes", Figures.RESULTS);
        model.addAttribute(
                "choices",
                Arrays.stream(TimeRange.Choice.values())
                        .map(TimeRange.Choice::id)
                        .toList());
        model.addAttribute("from", TYPED.format(found.range().from().atZone(ZoneOffset.UTC)));
        model.addAttribute("until", TYPED.format(found.range().until().atZone(ZoneOffset.UTC)));
        model.addAttribute("query", query(found.range()));
        model.addAttribute("utc", ZoneOffset.UTC);
        model.addAttribute("vitals", machinery.vitals());
        model.addAttribute(
                "behindAll",
                machinery.lags().stream().mapToLong(ConsumerLag::behind).sum());
        return "operations";
    }

    private Remembered.Known<Figures> figures(String range, @Nullable Instant from, @Nullable Instant until) {
        if (range.equals("custom") && from != null && until != null) {
            TimeRange asked = TimeRange.between(from, until);
            return remembered(from + "/" + until, () -> asked);
        }
        TimeRange.Choice choice = Arrays.stream(TimeRange.Choice.values())
                .filter(one -> one.id().equals(range))
                .findFirst()
                .orElse(TimeRange.Choice.DAY);
        return remembered(choice.id(), () -> TimeRange.last(choice, clock.instant()));
    }

    private Remembered.Known<Figures> remembered(String name, Supplier<TimeRange> range) {
        Remembered<Figures> found;
        synchronized (known) {
            found = known.computeIfAbsent(
                    name,
                    _ -> new Remembered<>(() -> Figures.of(figures, range.get(), clock.instant()), FRESH, realClock));
        }
        return found.known();
    }

    private static String query(TimeRange range) {
        return range.name().equals("custom")
                ? "range=custom&from=" + TYPED.format(range.from().atZone(ZoneOffset.UTC)) + "&until="
                        + TYPED.format(range.until().atZone(ZoneOffset.UTC))
                : "range=" + range.name();
    }

    private static @Nullable Instant typed(@Nullable String text) {
        try {
            return text == null || text.isBlank()
                    ? null
                    : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
