package io.portline.cases;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.portline.cases.tnscase.CaseStatus;
import io.portline.cases.tnscase.Cases;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** How many cases are open ({@code portline.cases} by status) and overdue ({@code portline.cases.overdue}). */
@Component
class CaseMeters implements MeterBinder {

    /** Real time; all gauges of one scrape read the same count. */
    private static final Duration FRESH_FOR = Duration.ofSeconds(5);

    private static final Cases.OpenCases NONE = new Cases.OpenCases(0, 0);

    private final Cases cases;
    private final Clock realClock;
    private Map<CaseStatus, Cases.OpenCases> counted = new EnumMap<>(CaseStatus.class);
    private Instant countedAt = Instant.MIN;

    CaseMeters(Cases cases, @Qualifier("realClock") Clock realClock) {
        this.cases = cases;
        this.realClock = realClock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (CaseStatus status : CaseStatus.values()) {
            if (!status.closed()) {
                gauge("portline.cases", "Open cases", status, Cases.OpenCases::count, registry);
                gauge(
                        "portline.cases.overdue",
                        "Cases with which the desk is late",
                        status,
                        Cases.OpenCases::overdue,
                        registry);
            }
        }
    }

    private void gauge(
            String name,
            String description,
            CaseStatus status,
            ToDoubleFunction<Cases.OpenCases> value,
            MeterRegistry registry) {
        Gauge.builder(name, () -> value.applyAsDouble(counted().getOrDefault(status, NONE)))
                .description(description)
                .tag("status", status.name())
                .register(registry);
    }

    private synchronized Map<CaseStatus, Cases.OpenCases> counted() {
        Instant now = realClock.instant();
        if (countedAt.plus(FRESH_FOR).isBefore(now)) {
            counted = cases.open();
            countedAt = now;
        }
        return counted;
    }
}
