package io.portline.notification.webhook.events;

import io.portline.notification.webhook.EventTypes;
import io.portline.notification.webhook.WebhookEvent;
import io.portline.schemas.Actor;
import io.portline.schemas.BallHolder;
import io.portline.schemas.CaseActivity;
import io.portline.schemas.Disposition;
import io.portline.schemas.LocalMoment;
import io.portline.schemas.PortOrderChange;
import io.portline.schemas.PortOrderStatus;
import io.portline.schemas.PortOrderStatusEvent;
import io.portline.schemas.PortOutStatus;
import io.portline.schemas.PortType;
import io.portline.schemas.ReasonSource;
import io.portline.schemas.RejectionReason;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class PayloadsTest {

    @Test
    void knowsATypeForEveryChange() {
        Set<String> types = Stream.of(
                        Arrays.stream(PortOrderChange.values()).map(change -> Payloads.typeOf("port-order", change)),
                        Arrays.stream(PortOutStatus.values()).map(status -> Payloads.typeOf("port-out", status)),
                        Arrays.stream(CaseActivity.values()).map(activity -> Payloads.typeOf("case", activity)))
                .flatMap(all -> all)
                .collect(Collectors.toSet());

        assertThat(EventTypes.all()).isEqualTo(types);
    }

    @Test
    void staysThinWhateverTheOrderHolds() {
        LocalMoment moment = LocalMoment.newBuilder()
                .setLocal("2026-12-03T10:00")
                .setZone("America/Argentina/ComodRivadavia")
                .setInstant(Instant.parse("2026-12-03T09:00:00Z"))
                .build();
        String manyWords = "words ".repeat(5_000);
        PortOrderStatusEvent event = PortOrderStatusEvent.newBuilder()
                .setEventId(UUID.randomUUID())
                .setOrderId(UUID.randomUUID())
                .setOrderNumber("PO-000042")
                .setTenantId("contoso")
                .setVersion(7)
                .setOccurredAt(Instant.parse("2026-11-20T09:00:00Z"))
                .setChange(PortOrderChange.CARRIER_REJECTED)
                .setActor(Actor.LOSING_CARRIER)
                .setPreviousStatus(PortOrderStatus.CONTACTING_CARRIER)
                .setStatus(PortOrderStatus.ERROR)
                .setAttempt(1)
                .setName(manyWords)
                .setCountry("US")
                .setLosingCarrierId("us-cascadia")
                .setLosingCarrierName(manyWords)
                .setPortType(PortType.FULL)
                .setNumbers(IntStream.range(0, 999)
                        .mapToObj("+1206555%04d"::formatted)
                        .toList())
                .setRequested(moment)
                .setFoc(moment)
                .setRequestedFoc(moment)
                .setReasons(IntStream.range(0, 500)
                        .mapToObj(i -> RejectionReason.newBuilder()
                                .setCode("A_RATHER_LONG_CODE_OF_A_REASON_" + i)
                                .setDisposition(Disposition.FIXABLE)
                                .setSource(ReasonSource.LOSING_CARRIER)
                                .setTexts(Map.of("en", manyWords))
                                .build())
                        .toList())
                .setBall(BallHolder.US)
                .setBallSince(Instant.EPOCH)
                .setSubmittedAt(Instant.EPOCH)
                .setContactsRevision(1)
                .setCaseId(UUID.randomUUID())
                .setLinkedOrderId(UUID.randomUUID())
                .build();

        WebhookEvent webhook = PortOrderWebhooks.webhook(
                new Payloads(JsonMapper.builder().build()),
                event,
                URI.create("https://orders.example/api/v1/port-orders/1"),
                URI.create("https://portline.example/orders/1"));

        assertThat(webhook.payload().getBytes(StandardCharsets.UTF_8).length).isLessThan(WebhookEvent.LARGEST_PAYLOAD);
        JsonNode payload = JsonMapper.builder().build().readTree(webhook.payload());
        assertThat(payload.propertyNames()).containsExactly("type", "timestamp", "data");
        assertThat(payload.path("type").asString()).isEqualTo("port-order.carrier-rejected");
        assertThat(payload.path("data").path("numberCount").asInt()).isEqualTo(999);
        assertThat(payload.path("data").path("sequence").asLong()).isEqualTo(7);
        assertThat(payload.path("data").path("link").asString())
                .isEqualTo("https://orders.example/api/v1/port-orders/1");
    }
}
