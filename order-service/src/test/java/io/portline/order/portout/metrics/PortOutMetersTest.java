package io.portline.order.portout.metrics;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.portline.numbering.LocalMoment;
import io.portline.order.portout.PortOut;
import io.portline.order.portout.PortOutReason;
import io.portline.order.portout.PortOutReason.Code;
import io.portline.order.portout.PortOutStatus;
import io.portline.order.portout.WinningCarrier;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;

class PortOutMetersTest {

    private static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final PortOutMeters meters = new PortOutMeters(registry);

    private static PortOut portOut(PortOutStatus status, Instant lockedUntil, Code... reasons) {
        return new PortOut(
                UUID.randomUUID(),
                "OUT-000001",
                "contoso",
                "r-1",
                new WinningCarrier("us-bluegrass", "Bluegrass"),
                List.of("+12125550100"),
                LocalMoment.of(LocalDateTime.parse("2026-12-01T10:00"), ZoneId.of("America/New_York")),
                status,
                List.of(reasons).stream()
                        .map(code -> new PortOutReason(code, List.of()))
                        .toList(),
                lockedUntil,
                List.of(),
                1,
                NOW,
                NOW);
    }

    private double count(String meter, String... tags) {
        return registry.find(meter).tags(tags).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    @Test
    void countsRequestsByOutcomeAndFirstReason() {
        meters.became(portOut(PortOutStatus.REQUESTED, null));
        meters.became(portOut(PortOutStatus.APPROVED, null));
        meters.became(portOut(PortOutStatus.REJECTED, null, Code.NUMBER_NOT_FOUND, Code.PIN_MISSING_OR_INVALID));
        meters.unattributable(
                new WinningCarrier("us-bluegrass", "Bluegrass"), new PortOutReason(Code.SPLIT_REQUIRED, List.of()));
        assertThat(count("portline.portout.requests")).isEqualTo(3);
        assertThat(count("portline.portout.requests", "outcome", "APPROVED", "reason", "NONE"))
                .isEqualTo(1);
        assertThat(count("portline.portout.requests", "outcome", "REJECTED", "reason", "NUMBER_NOT_FOUND"))
                .isEqualTo(1);
        assertThat(count("portline.portout.requests", "reason", "SPLIT_REQUIRED"))
                .isEqualTo(1);
    }

    @Test
    void countsALockOutOnceHoweverOftenTheCarrierGoesOnAsking() {
        meters.became(portOut(PortOutStatus.REJECTED, NOW.plusSeconds(3600), Code.PIN_MISSING_OR_INVALID));
        meters.became(portOut(PortOutStatus.REQUESTED, NOW.plusSeconds(3600)));
        meters.became(portOut(PortOutStatus.REJECTED, NOW.plusSeconds(3600), Code.CARRIER_LOCKED));
        assertThat(count("portline.portout.lockouts", "carrier", "us-bluegrass"))
                .isEqualTo(1);
    }

    @Test
    void countsHowTheApprovedOnesEnd() {
        meters.became(portOut(PortOutStatus.COMPLETED, null));
        meters.became(portOut(PortOutStatus.CANCELLED, null));
        assertThat(count("portline.portout.endings", "outcome", "COMPLETED")).isEqualTo(1);
        assertThat(count("portline.portout.endings", "outcome", "CANCELLED")).isEqualTo(1);
        assertThat(count("portline.portout.requests")).isZero();
    }
}
