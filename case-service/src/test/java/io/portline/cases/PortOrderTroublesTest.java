package io.portline.cases;

import io.portline.messaging.codec.MessageCodec;
import io.portline.messaging.headers.CloudEventHeaders;
import io.portline.schemas.Actor;
import io.portline.schemas.BallHolder;
import io.portline.schemas.CaseActivity;
import io.portline.schemas.CaseActivityEvent;
import io.portline.schemas.LocalMoment;
import io.portline.schemas.PortOrderChange;
import io.portline.schemas.PortOrderStatus;
import io.portline.schemas.PortOrderStatusEvent;
import io.portline.schemas.PortType;
import io.portline.schemas.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Orders that need the desk open cases by themselves, as their events arrive over Kafka. */
class PortOrderTroublesTest {

    private final RunningCases cases = RunningCases.shared();
    private final String tenant = cases.admin("troubled", "FR");

    @Test
    void aSilentCarrierARefusedCancelAndAFailedActivationOpenACaseEachOnce() throws Exception {
        declareTopic();
        UUID order = UUID.randomUUID();
        UUID linkedOrder = UUID.randomUUID();
        UUID knownCase = UUID.randomUUID();

        publish(order, 1, PortOrderChange.SUBMITTED, 1, null);
        publish(order, 2, PortOrderChange.CARRIER_OVERDUE, 1, null);
        publish(order, 3, PortOrderChange.CARRIER_OVERDUE, 1, null);
        publish(order, 4, PortOrderChange.ACTIVATION_FAILED, 1, null);
        publish(order, 5, PortOrderChange.CARRIER_OVERDUE, 2, null);
        publish(linkedOrder, 1, PortOrderChange.CANCEL_REFUSED, 1, knownCase);

        List<JsonNode> opened = await().atMost(Duration.ofSeconds(60)).until(this::listed, found -> found.size() >= 4);

        assertThat(opened)
                .extracting(item -> item.get("title").asString())
                .containsExactlyInAnyOrder(
                        "Demande de portage PO-000007 : l’opérateur ne répond pas",
                        "Demande de portage PO-000007 : l’opérateur ne répond pas",
                        "Demande de portage PO-000007 : les numéros n’ont pas pu être activés",
                        "Demande de portage PO-000007 : l’opérateur refuse l’annulation");
        assertThat(cases.get(tenant, "/api/v1/cases?view=mine").body().get("items"))
                .isEmpty();
        for (JsonNode item : opened) {
            UUID id = UUID.fromString(item.get("id").asString());
            JsonNode found = cases.get(tenant, "/api/v1/cases/" + id).body();
            boolean alone = !item.get("title").asString().contains("annulation");
            assertThat(found.get("openedBy").asString()).isEqualTo("Portline");
            assertThat(found.at("/linkedOrders/0/id").asString()).isEqualTo((alone ? order : linkedOrder).toString());
            assertThat(found.get("contacts")).isEmpty();
            // An order that belongs to a case already is not told to belong to this one.
            List<CaseActivityEvent> events = cases.activities(id, alone ? 2 : 1);
            assertThat(events.getFirst().getActor()).isEqualTo(Actor.SYSTEM);
            assertThat(events.getLast().getActivity())
                    .isEqualTo(alone ? CaseActivity.ORDER_LINKED : CaseActivity.OPENED);
            assertThat(events.getLast().getLinkedOrderIds()).hasSize(1);
        }
    }

    private List<JsonNode> listed() {
        List<JsonNode> items = new ArrayList<>();
        cases.get(tenant, "/api/v1/cases?view=company&state=all")
                .body()
                .get("items")
                .forEach(items::add);
        return items;
    }

    private void publish(UUID order, long version, PortOrderChange change, int attempt, @Nullable UUID caseId)
            throws Exception {
        Instant now = Clock.systemUTC().instant();
        UUID eventId = UUID.randomUUID();
        PortOrderStatusEvent event = PortOrderStatusEvent.newBuilder()
                .setEventId(eventId)
                .setOrderId(order)
                .setOrderNumber("PO-000007")
                .setTenantId("troubled")
                .setVersion(version)
                .setOccurredAt(now)
                .setChange(change)
                .setActor(Actor.SYSTEM)
                .setStatus(PortOrderStatus.CONTACTING_CARRIER)
                .setAttempt(attempt)
                .setName("Paris")
                .setCountry("FR")
                .setLosingCarrierId("fr-hexatel")
                .setLosingCarrierName("Hexatel")
                .setPortType(PortType.FULL)
                .setNumbers(List.of("+33140000123"))
                .setRequested(new LocalMoment("2026-12-01T10:00:00", "Europe/Paris", now))
                .setBall(BallHolder.CARRIER)
                .setBallSince(now)
                .setSubmittedAt(now)
                .setContactsRevision(1)
                .setCaseId(caseId)
                .build();
        String topic = Topics.PORT_ORDER_STATUS.name();
        ProducerRecord<String, byte[]> message = new ProducerRecord<>(
                topic, order.toString(), cases.bean(MessageCodec.class).encode(topic, event));
        Map.of(
                        CloudEventHeaders.SPEC_VERSION, "1.0",
                        CloudEventHeaders.ID, eventId.toString(),
                        CloudEventHeaders.TYPE, Topics.PORT_ORDER_STATUS.ceType(),
                        CloudEventHeaders.SOURCE, "/portline/order-service",
                        CloudEventHeaders.SUBJECT, order.toString(),
                        CloudEventHeaders.TIME, now.toString(),
                        CloudEventHeaders.SEQUENCE, CloudEventHeaders.sequence(version),
                        CloudEventHeaders.CONTENT_TYPE, "application/avro")
                .forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", cases.kafka(), "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(message).get(30, TimeUnit.SECONDS);
        }
    }

    private void declareTopic() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", cases.kafka()))) {
            admin.createTopics(List.of(new NewTopic(
                            Topics.PORT_ORDER_STATUS.name(), Topics.PORT_ORDER_STATUS.partitions(), (short) 1)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }
}
