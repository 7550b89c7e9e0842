package io.portline.order.portorder.metrics;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.portline.numbering.Disposition;
import io.portline.order.portorder.Decision;
import io.portline.order.portorder.Orders;
import io.portline.order.portorder.PortOrder;
import io.portline.order.portorder.PortOrderCommand;
import io.portline.order.portorder.PortOrderRules;
import io.portline.order.portorder.PortOrderStatus;
import io.portline.order.portorder.RejectionReason;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;

class OrderMetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicInteger counted = new AtomicInteger();
    private final OrderMeters meters = new OrderMeters(
            registry,
            () -> {
                counted.incrementAndGet();
                return Map.of(PortOrderStatus.ERROR, 3L);
            },
            Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

    private PortOrder observe(PortOrder order, PortOrderCommand command, Instant now) {
        Decision decision = PortOrderRules.decide(order, command, now);
        meters.observe(order, decision.happened());
        return decision.order();
    }

    @Test
    void countsTheOrdersOfAllStatusesAtOnce() {
        assertThat(registry.get("portline.orders")
                        .tag("status", "ERROR")
                        .gauge()
                        .value())
                .isEqualTo(3);
        assertThat(registry.get("portline.orders")
                        .tag("status", "COMPLETED")
                        .gauge()
                        .value())
                .isZero();
        assertThat(counted).hasValue(1);
    }

    @Test
    void measuresHowLongAnOrderWasInAStatusEvenIfOtherThingsHappenedInBetween() {
        PortOrder commented = observe(
                Orders.contactingCarrier(),
                new PortOrderCommand.AddComment(Orders.ADA, "Hello"),
                Orders.INTAKE.plus(Duration.ofHours(1)));
        observe(
                commented,
                new PortOrderCommand.CarrierAccepted(1, Orders.FOC),
                Orders.INTAKE.plus(Duration.ofHours(3)));
        assertThat(registry.get("portline.order.time.in.status")
                        .tags("status", "CONTACTING_CARRIER", "carrier", "us-cascadia")
                        .timer()
                        .totalTime(TimeUnit.HOURS))
                .isEqualTo(3);
    }

    @Test
    void countsEveryReasonOfARejectionByCarrierAndNoneThatCarriersMakeUp() {
        RejectionReason own = new RejectionReason(
                "MOON_PHASE",
                Disposition.WAIT,
                RejectionReason.Source.LOSING_CARRIER,
                null,
                null,
                List.of(),
                Map.of("en", "Moon"));
        observe(
                Orders.contactingCarrier(),
                new PortOrderCommand.CarrierRejected(1, List.of(Orders.reason(), own)),
                Orders.ACCEPTED);
        assertThat(registry.get("portline.order.rejections")
                        .tags("reason", "ACCOUNT_NUMBER_MISMATCH", "carrier", "us-cascadia")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("portline.order.rejections")
                        .tag("reason", "OTHER")
                        .counter()
                        .count())
                .isEqualTo(1);
    }
}
