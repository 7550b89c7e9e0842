package io.portline.order.portorder.events;

import io.portline.infrastructure.TestInfrastructure;
import io.portline.messaging.codec.MessageCodec;
import io.portline.messaging.inbox.ReceivedEvent;
import io.portline.order.Api;
import io.portline.order.ServiceTest;
import io.portline.order.TestCarrier;
import io.portline.order.portorder.PortOrderService;
import io.portline.schemas.Actor;
import io.portline.schemas.CarrierReply;
import io.portline.schemas.CarrierReplyKind;
import io.portline.schemas.CaseActivity;
import io.portline.schemas.CaseActivityEvent;
import io.portline.schemas.CaseCategory;
import io.portline.schemas.CaseStatus;
import io.portline.schemas.Topics;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a case tells links its orders, and lets the desk see them. */
class CaseActivitiesTest extends ServiceTest {

    private static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");

    @LocalServerPort
    private int port;

    @Autowired
    private PortOrderService service;

    @Autowired
    private MessageCodec codec;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private PlatformTransactionManager transactions;

    private static ReceivedEvent<CaseActivityEvent> event(
            UUID caseId, String tenantId, CaseActivity activity, List<UUID> orders) {
        UUID eventId = UUID.randomUUID();
        CaseActivityEvent value = CaseActivityEvent.newBuilder()
                .setEventId(eventId)
                .setCaseId(caseId)
                .setCaseNumber("TNS-000042")
                .setTenantId(tenantId)
                .setVersion(1)
                .setOccurredAt(NOW)
                .setActivity(activity)
                .setActor(Actor.DESK)
                .setStatus(CaseStatus.IN_PROGRESS)
                .setCategory(CaseCategory.NEW_REQUEST)
                .setCountry("US")
                .setTitle("More numbers")
                .setLinkedOrderIds(orders)
                .setOpenedAt(NOW)
                .setContactsRevision(1)
                .build();
        return new ReceivedEvent<>(
                Topics.CASE_ACTIVITY.name(),
                caseId.toString(),
                1,
                eventId,
                Topics.CASE_ACTIVITY.ceType(),
                NOW,
                value,
                false,
                false);
    }

    @Test
    void linksAnOrderThatACaseTellsOfOverKafka() {
        Api ada = new Api(port, ISSUER.tenantAdmin("contoso", "US"));
        UUID order = ada.submit(1).id();
        UUID caseId = UUID.randomUUID();
        try (TestCarrier others = new TestCarrier(TestInfrastructure.kafka().bootstrapServers(), codec)) {
            CaseActivityEvent linked = event(caseId, "contoso", CaseActivity.ORDER_LINKED, List.of(order))
                    .value();
            others.send(linked);
            others.send(linked);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> ada.get("/port-orders/" + order)
                            .body()
                            .path("caseId")
                            .asString("")
                            .equals(caseId.toString()));
            await().atMost(Duration.ofSeconds(60))
                    .until(() ->
                            others.statusEvents(order).stream().anyMatch(event -> caseId.equals(event.getCaseId())));
        }
    }

    @Test
    void linksTheOrdersOfTheCasesOwnTenantOnceAndNoOthers() {
        Api ada = new Api(port, ISSUER.tenantAdmin("contoso", "US"));
        Api claire = new Api(port, ISSUER.tenantAdmin("fabrikam", "FR"));
        Api desk = new Api(port, ISSUER.deskAgent());
        UUID adas = ada.submit(1).id();
        UUID claires = claire.submit(1).id();
        UUID caseId = UUID.randomUUID();
        CaseActivities activities = new CaseActivities(service);
        assertThat(desk.get("/port-orders/" + adas).status()).isEqualTo(404);

        activities.handle(event(caseId, "contoso", CaseActivity.COMMENTED, List.of(adas)));
        assertThat(desk.get("/port-orders/" + adas).status()).isEqualTo(404);
        ReceivedEvent<CaseActivityEvent> linked =
                event(caseId, "contoso", CaseActivity.ORDER_LINKED, List.of(adas, claires, UUID.randomUUID()));
        activities.handle(linked);
        activities.handle(linked);

        assertThat(desk.get("/port-orders/" + adas).body().get("caseId").asString())
                .isEqualTo(caseId.toString());
        assertThat(desk.get("/port-orders/" + claires).status()).isEqualTo(404);
        long links = 0;
        for (var entry : ada.get("/port-orders/" + adas + "/timeline").body().get("items")) {
            links += entry.get("change").asString().equals("CASE_LINKED") ? 1 : 0;
        }
        assertThat(links).isEqualTo(1);
        // The desk may speak in it from now on.
        assertThat(desk.post("/port-orders/" + adas + "/comments", java.util.Map.of("text", "We look into it"))
                        .status())
                .isEqualTo(204);
    }

    /** Replies and cases come in polls of their own, each in its own turn: whoever held some and wanted others would wait for ever. */
    @Test
    void holdsAllOrdersOfAPollBeforeItChangesTheFirst() {
        Api ada = new Api(port, ISSUER.tenantAdmin("contoso", "US"));
        UUID first = ada.submit(1).id();
        UUID second = ada.submit(1).id();
        CaseActivities activities = new CaseActivities(service);
        CarrierReplies replies = new CarrierReplies(service);

        assertThat(leftToOthers(
                        List.of(first, second),
                        () -> activities.expect(List.of(
                                event(UUID.randomUUID(), "contoso", CaseActivity.ORDER_LINKED, List.of(second)),
                                event(UUID.randomUUID(), "contoso", CaseActivity.COMMENTED, List.of()),
                                event(UUID.randomUUID(), "contoso", CaseActivity.ORDER_LINKED, List.of(first))))))
                .isEmpty();
        assertThat(leftToOthers(
                        List.of(first, second),
                        () -> activities.handle(event(
                                UUID.randomUUID(), "contoso", CaseActivity.ORDER_LINKED, List.of(second, first)))))
                .isEmpty();
        assertThat(leftToOthers(
                        List.of(first, second), () -> replies.expect(List.of(accepted(second), accepted(first)))))
                .isEmpty();
        assertThat(leftToOthers(List.of(first, second), () -> {})).containsExactlyInAnyOrder(first, second);
    }

    private List<UUID> leftToOthers(List<UUID> orders, Runnable inATransaction) {
        TransactionTemplate own = new TransactionTemplate(transactions);
        TransactionTemplate another = new TransactionTemplate(transactions);
        another.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        return own.execute(_ -> {
            inATransaction.run();
            return another.execute(_ -> jdbc.sql("SELECT id FROM port_order WHERE id IN (:ids) FOR UPDATE SKIP LOCKED")
                    .param("ids", orders)
                    .query(UUID.class)
                    .list());
        });
    }

    private static ReceivedEvent<CarrierReply> accepted(UUID order) {
        UUID eventId = UUID.randomUUID();
        CarrierReply reply = CarrierReply.newBuilder()
                .setEventId(eventId)
                .setOrderId(order)
                .setOrderNumber("PO")
                .setTenantId("contoso")
                .setVersion(1)
                .setOccurredAt(NOW)
                .setKind(CarrierReplyKind.ACCEPTED)
                .setAttempt(1)
                .setCarrierId("us-cascadia")
                .build();
        return new ReceivedEvent<>(
                Topics.CARRIER_REPLY.name(),
                order.toString(),
                1,
                eventId,
                Topics.CARRIER_REPLY.ceType(),
                NOW,
                reply,
                false,
                false);
    }
}
