package io.portline.benchmarks;

import io.portline.messaging.codec.MessageCodec;
import io.portline.messaging.headers.CloudEventHeaders;
import io.portline.schemas.Actor;
import io.portline.schemas.BallHolder;
import io.portline.schemas.LocalMoment;
import io.portline.schemas.PortOrderChange;
import io.portline.schemas.PortOrderStatus;
import io.portline.schemas.PortOrderStatusEvent;
import io.portline.schemas.PortType;
import io.portline.schemas.Topics;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** Orders from submission to Completed as records of their topic, some hundred of them on their way at a time. */
final class StatusEventRecords {
    private static final int AT_A_TIME = 500;
    private static final Instant BEGUN = Instant.parse("2026-01-05T08:00:00Z");

    private final MessageCodec codec;

    StatusEventRecords(MessageCodec codec) {
        this.codec = codec;
    }

    private record Step(
            PortOrderChange change, @Nullable PortOrderStatus from, PortOrderStatus to, Actor actor, BallHolder ball) {}

    private static final List<Step> WAY = List.of(
            new Step(PortOrderChange.SUBMITTED, null, PortOrderStatus.PROCESSING, Actor.ADMIN, BallHolder.US),
            new Step(
                    PortOrderChange.INTAKE_APPROVED,
                    PortOrderStatus.PROCESSING,
                    PortOrderStatus.CONTACTING_CARRIER,
                    Actor.SYSTEM,
                    BallHolder.CARRIER),
            new Step(
                    PortOrderChange.CARRIER_ACCEPTED,
                    PortOrderStatus.CONTACTING_CARRIER,
                    PortOrderStatus.TRANSFER_APPROVED,
                    Actor.LOSING_CARRIER,
                    BallHolder.US),
            new Step(
                    PortOrderChange.TRANSFER_LOCKED,
                    PortOrderStatus.TRANSFER_APPROVED,
                    PortOrderStatus.TRANSFER_PENDING,
                    Actor.SYSTEM,
                    BallHolder.US),
            new Step(
                    PortOrderChange.COMPLETED,
                    PortOrderStatus.TRANSFER_PENDING,
                    PortOrderStatus.COMPLETED,
                    Actor.LOSING_CARRIER,
                    BallHolder.NOBODY));

    /** So many records, each order's in their order. */
    void of(int events, Consumer<ProducerRecord<String, byte[]>> to) {
        int made = 0;
        for (int first = 0; made < events; first += AT_A_TIME) {
            for (int step = 0; step < WAY.size() && made < events; step++) {
                for (int order = first; order < first + AT_A_TIME && made < events; order++) {
                    to.accept(record(order, step));
                    made++;
                }
            }
        }
    }

    private ProducerRecord<String, byte[]> record(int order, int step) {
        PortOrderStatusEvent event = event(order, step);
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(
                Topics.PORT_ORDER_STATUS.name(),
                event.getOrderId().toString(),
                codec.encode(Topics.PORT_ORDER_STATUS.name(), event));
        header(record, CloudEventHeaders.SPEC_VERSION, "1.0");
        header(record, CloudEventHeaders.ID, event.getEventId().toString());
        header(record, CloudEventHeaders.TYPE, Topics.PORT_ORDER_STATUS.ceType());
        header(record, CloudEventHeaders.SOURCE, "/portline/order-service");
        header(record, CloudEventHeaders.SUBJECT, event.getOrderId().toString());
        header(record, CloudEventHeaders.TIME, event.getOccurredAt().toString());
        header(record, CloudEventHeaders.SEQUENCE, CloudEventHeaders.sequence(event.getVersion()));
        header(record, CloudEventHeaders.CONTENT_TYPE, "application/avro");
        return record;
    }

    private static void header(ProducerRecord<String, byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static PortOrderStatusEvent event(int order, int step) {
        Step now = WAY.get(step);
        Instant submitted = BEGUN.plusSeconds(20L * order);
        Instant at = submitted.plusSeconds(3_600L * step * step);
        LocalMoment transfer = LocalMoment.newBuilder()
                .setLocal(LocalDateTime.ofInstant(submitted, ZoneOffset.UTC)
                        .plusDays(5)
                        .toString())
                .setZone("Europe/London")
                .setInstant(submitted.plusSeconds(5 * 86_400))
                .build();
        String number = "+44" + (2_000_000_000L + order);
        return PortOrderStatusEvent.newBuilder()
                .setEventId(new UUID(0x0190_0000_0000_7000L + step, 0x8000_0000_0000_0000L + order))
                .setOrderId(new UUID(0x0191_0000_0000_7000L, 0x8000_0000_0000_0000L + order))
                .setOrderNumber("PO-%06d".formatted(order))
                .setTenantId(order % 3 == 0 ? "fabrikam" : "contoso")
                .setVersion(step + 1L)
                .setOccurredAt(at)
                .setChange(now.change())
                .setActor(now.actor())
                .setPreviousStatus(now.from())
                .setStatus(now.to())
                .setAttempt(1)
                .setName("Branch %08d".formatted(order))
                .setCountry("GB")
                .setLosingCarrierId("gb-albion")
                .setLosingCarrierName("Albion Telecom")
                .setPortType(PortType.FULL)
                .setNumbers(List.of(number))
                .setPortedNumbers(step == WAY.size() - 1 ? List.of(number) : List.of())
                .setRequested(transfer)
                .setFoc(step >= 2 ? transfer : null)
                .setBall(now.ball())
                .setBallSince(at)
                .setSubmittedAt(submitted)
                .setContactsRevision(1)
                .build();
    }
}
