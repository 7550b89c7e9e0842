package io.portline.order.portout.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.portline.order.portout.PortOut;
import io.portline.order.portout.PortOutObserver;
import io.portline.order.portout.PortOutReason;
import io.portline.order.portout.PortOutStatus;
import io.portline.order.portout.WinningCarrier;

/**
 * Port-outs as figures, by {@code carrier}: the winning one.
 *
 * <ul>
 *   <li>{@code portline.portout.requests} by {@code outcome} ({@code APPROVED}, {@code REJECTED}) and {@code reason}, the first one: {@code NONE} of
 *       what was approved
 *   <li>{@code portline.portout.endings} by {@code outcome} ({@code COMPLETED}, {@code CANCELLED}): what became of those approved
 *   <li>{@code portline.portout.lockouts}: how often wrong PINs locked the carrier out of a tenant's numbers
 * </ul>
 */
public final class PortOutMeters implements PortOutObserver {

    private static final String NONE = "NONE";

    private final MeterRegistry registry;

    public PortOutMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void became(PortOut portOut) {
        PortOutStatus status = portOut.status();
        String reason = portOut.reasons().stream()
                .findFirst()
                .map(it -> it.code().name())
                .orElse(NONE);
        switch (status) {
            case REQUESTED -> {}
            case APPROVED, REJECTED -> request(portOut.carrier(), status.name(), reason);
            case COMPLETED, CANCELLED ->
                registry.counter(
                                "portline.portout.endings",
                                "outcome",
                                status.name(),
                                "carrier",
                                portOut.carrier().id())
                        .increment();
        }
        if (portOut.locksOut()) {
            registry.counter(
                            "portline.portout.lockouts",
                            "carrier",
                            portOut.carrier().id())
                    .increment();
        }
    }

    @Override
    public void unattributable(WinningCarrier carrier, PortOutReason reason) {
        request(carrier, PortOutStatus.REJECTED.name(), reason.code().name());
    }

    private void request(WinningCarrier carrier, String outcome, String reason) {
        registry.counter("portline.portout.requests", "outcome", outcome, "reason", reason, "carrier", carrier.id())
                .increment();
    }
}
