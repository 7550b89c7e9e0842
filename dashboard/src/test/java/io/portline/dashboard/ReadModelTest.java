package io.portline.dashboard;

import io.portline.dashboard.casebook.CaseBook;
import io.portline.dashboard.casebook.QueuePage;
import io.portline.dashboard.casebook.QueuePosition;
import io.portline.dashboard.deliveries.Deliveries;
import io.portline.dashboard.deliveries.Delivery;
import io.portline.dashboard.live.Audience;
import io.portline.dashboard.live.ChangeFeed;
import io.portline.dashboard.live.LiveChange;
import io.portline.dashboard.live.LiveHub;
import io.portline.dashboard.live.LiveLine;
import io.portline.dashboard.live.LiveNews;
import io.portline.dashboard.orderhistory.OrderEvent;
import io.portline.dashboard.orderhistory.OrderFilter;
import io.portline.dashboard.orderhistory.OrderHistory;
import io.portline.dashboard.orderhistory.OrderState;
import io.portline.dashboard.orderhistory.OrderStatus;
import io.portline.dashboard.orderhistory.OrderSummary;
import io.portline.dashboard.orderhistory.events.PortOrderStatusProjection;
import io.portline.messaging.inbox.ReceivedEvent;
import io.portline.schemas.Actor;
import io.portline.schemas.CaseActivity;
import io.portline.schemas.CaseStatus;
import io.portline.schemas.DeliveryResult;
import io.portline.schemas.PortOrderChange;
import io.portline.schemas.PortOrderStatus;
import io.portline.schemas.PortOrderStatusEvent;
import io.portline.schemas.Topics;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import static io.portline.dashboard.Events.approved;
import static io.portline.dashboard.Events.contacting;
import static io.portline.dashboard.Events.mail;
import static io.portline.dashboard.Events.moment;
import static io.portline.dashboard.Events.opened;
import static io.portline.dashboard.Events.rejected;
import static io.portline.dashboard.Events.said;
import static io.portline.dashboard.Events.submitted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ReadModelTest extends DashboardTest {

    @Autowired
    Publisher publisher;

    @Autowired
    OrderHistory history;

    @Autowired
    CaseBook cases;

    @Autowired
    Deliveries deliveries;

    @Autowired
    ChangeFeed changes;

    @Autowired
    LiveHub hub;

    @Autowired
    PlatformTransactionManager transactions;

    private final String tenant = "t" + UUID.randomUUID();

    private final UUID id = UUID.randomUUID();

    @Test
    void followsAnOrderThroughItsTopic() {
        PortOrderStatusEvent first = submitted(tenant, id, "PO-000001", "Paris office");
        PortOrderStatusEvent second = contacting(first);
        var foc = moment("Europe/Paris", LocalDateTime.parse("2026-12-03T14:00"));

        publisher.publish(first, second, approved(second, foc));

        OrderState order = orderAtVersion(3);
        assertThat(order.status()).isEqualTo(OrderStatus.TRANSFER_APPROVED);
        assertThat(order.foc()).hasToString("2026-12-03T14:00+01:00[Europe/Paris]");
        assertThat(order.cancellableUntil()).isEqualTo("2026-12-02T13:00:00Z");
        assertThat(history.timeline(tenant, id))
                .extracting(OrderEvent::change)
                .containsExactly("SUBMITTED", "INTAKE_APPROVED", "CARRIER_ACCEPTED");
    }

    @Test
    void anEventThatComesTwiceCountsOnce() {
        PortOrderStatusEvent first = submitted(tenant, id, "PO-000001", "Paris office");
        PortOrderStatusEvent second = contacting(first);

        publisher.publish(first, first, second, first, second, rejected(second));

        assertThat(orderAtVersion(3).reasons()).hasSize(2);
        assertThat(history.timeline(tenant, id)).extracting(OrderEvent::version).containsExactly(1L, 2L, 3L);
    }

    @Test
    void aLateEventCompletesTheTimelineAndChangesNothingElse() {
        PortOrderStatusEvent first = submitted(tenant, id, "PO-000001", "Paris office");
        PortOrderStatusEvent second = contacting(first);
        PortOrderStatusEvent third = rejected(second);
        PortOrderStatusProjection projection = new PortOrderStatusProjection(history);

        inTransaction(() -> projection.handle(received(third)));
        inTransaction(() -> projection.handle(received(first)));
        inTransaction(() -> projection.handle(received(second)));

        assertThat(orderAtVersion(3).status()).isEqualTo(OrderStatus.ERROR);
        assertThat(history.timeline(tenant, id)).extracting(OrderEvent::version).containsExactly(1L, 2L, 3L);
    }

    @Test
    void findsAnOrderByItsPresentNumbersAlone() {
        PortOrderStatusEvent first = submitted(tenant, id, "PO-000001", "Paris office");
        PortOrderStatusEvent edited = Events.after(
                        first,
                        Duration.ofHours(1),
                        PortOrderChange.RESUBMITTED,
                        Actor.ADMIN,
                        PortOrderStatus.PROCESSING)
                .setNumbers(List.of("+33142349999"))
                .build();

        publisher.publish(first, edited);

        orderAtVersion(2);
        assertThat(found("01 42 34 99 99")).containsExactly(id);
        assertThat(found("+33142349999")).containsExactly(id);
        assertThat(found("+33142345678")).isEmpty();
        assertThat(found("po-000001")).containsExactly(id);
        assertThat(found("PARIS")).containsExactly(id);
        assertThat(found("100%")).isEmpty();
        assertThat(found("hexa")).containsExactly(id);
        assertThat(found("1")).containsExactly(id);
        assertThat(found("ri")).containsExactly(id);
        assertThat(found("142349999")).containsExactly(id);
        assertThat(found("99 99")).isEmpty();
    }

    @Test
    void oneTenantSeesNothingOfAnother() {
        publisher.publish(submitted(tenant, id, "PO-000001", "Paris office"));
        orderAtVersion(1);

        assertThat(history.find("other", id)).isEmpty();
        assertThat(history.timeline("other", id)).isEmpty();
        assertThat(history.summaries("other", List.of(id))).isEmpty();
        assertThat(history.matching("other", OrderFilter.NONE, List.of(id))).isEmpty();
        assertThat(history.page("other", OrderFilter.NONE, null, 10).orders()).isEmpty();
    }

    @Test
    void aDeletedOrderIsGoneFromEveryAnswer() {
        PortOrderStatusEvent first = submitted(tenant, id, "PO-000001", "Paris office");
        publisher.publish(first);
        orderAtVersion(1);

        publisher.publish(
                Events.after(first, Duration.ofHours(1), PortOrderChange.DELETED, Actor.ADMIN, PortOrderStatus.ERROR)
                        .setDeleted(true)
                        .build());

        await().untilAsserted(() -> assertThat(history.find(tenant, id)).isEmpty());
        assertThat(history.page(tenant, OrderFilter.NONE, null, 10).orders()).isEmpty();
        assertThat(found("+33142345678")).isEmpty();
    }

    @Test
    void pagesHoldEveryOrderOnceNewestFirst() {
        List<UUID> submittedInTurn = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            PortOrderStatusEvent event = submitted(tenant, UUID.randomUUID(), "PO-%06d".formatted(i), "Order " + i);
            // Two at the same instant: the position must tell them apart.
            event.setSubmittedAt(Events.SUBMITTED.plusSeconds(i / 2));
            publisher.publish(event);
            submittedInTurn.add(event.getOrderId());
        }
        await().untilAsserted(() -> assertThat(
                        history.page(tenant, OrderFilter.NONE, null, 10).orders())
                .hasSize(7));

        List<OrderSummary> read = new ArrayList<>();
        var page = history.page(tenant, OrderFilter.NONE, null, 3);
        while (page.next() != null) {
            read.addAll(page.orders());
            page = history.page(tenant, OrderFilter.NONE, page.next(), 3);
        }
        read.addAll(page.orders());

        assertThat(read).extracting(OrderSummary::id).containsExactlyInAnyOrderElementsOf(submittedInTurn);
        assertThat(read).extracting(OrderSummary::submittedAt).isSortedAccordingTo((a, b) -> b.compareTo(a));
    }

    @Test
    void keepsTheLatestOutcomeOfEachMail() {
        PortOrderStatusEvent order = submitted(tenant, id, "PO-000001", "Paris office");
        var retried = mail(order, 1, "port-order.submitted", DeliveryResult.RETRYING);
        var sent = mail(order, 2, "port-order.submitted", DeliveryResult.SENT);
        sent.setDeliveryId(retried.getDeliveryId());

        publisher.publish(retried, sent, sent);

        await().untilAsserted(() -> assertThat(deliveries.about(tenant, id, 10))
                .singleElement()
                .extracting(Delivery::result)
                .isEqualTo("SENT"));
        assertThat(deliveries.about("other", id, 10)).isEmpty();
    }

    @Test
    void followsACaseAndQueuesItForTheDesk() {
        var first = opened(tenant, id, "TNS-000001", "Many numbers");
        publisher.publish(
                first,
                said(first, CaseActivity.COMMENTED, Actor.DESK, CaseStatus.IN_PROGRESS, "We are looking into it."));

        await().untilAsserted(() -> assertThat(cases.find(tenant, id)).get().satisfies(found -> {
            assertThat(found.status()).isEqualTo(io.portline.dashboard.casebook.CaseStatus.IN_PROGRESS);
            assertThat(found.firstAnswerDueBy()).isNull();
        }));
        assertThat(cases.timeline(tenant, id)).hasSize(2);
        assertThat(queued()).contains(id);
        assertThat(cases.find("other", id)).isEmpty();
        assertThat(cases.timeline("other", id)).isEmpty();
    }

    @Test
    void theQueueHasEveryOpenCaseOnceOnItsPagesTheMostUrgentFirst() {
        List<UUID> opened = Stream.generate(UUID::randomUUID).limit(5).toList();
        for (UUID each : opened) {
            var first = opened(tenant, each, "TNS-000001", "Many numbers");
            publisher.publish(first);
            if (each.equals(opened.getFirst())) {
                // No clock of it runs.
                publisher.publish(said(
                        first,
                        CaseActivity.CUSTOMER_ASKED,
                        Actor.DESK,
                        CaseStatus.WAITING_FOR_CUSTOMER,
                        "Which ones?"));
            }
        }
        await().untilAsserted(() -> assertThat(queued()).containsAll(opened));

        List<UUID> onOnePage = cases.queue(null, null, null, 10_000).cases().stream()
                .map(queued -> queued.id())
                .toList();
        assertThat(queued()).doesNotHaveDuplicates().isEqualTo(onOnePage);
    }

    private List<UUID> queued() {
        List<UUID> ids = new ArrayList<>();
        QueuePosition after = null;
        do {
            QueuePage page = cases.queue(null, null, after, 2);
            page.cases().forEach(queued -> ids.add(queued.id()));
            after = page.next();
        } while (after != null);
        return ids;
    }

    @Test
    void tellsOpenPagesOfTheirOwnTenantsChanges() throws Exception {
        String mark = changes.mark();
        try (LiveLine own = hub.open(new Audience.Tenant(tenant), mark);
                LiveLine other = hub.open(new Audience.Tenant("other" + tenant), mark)) {
            publisher.publish(submitted(tenant, id, "PO-000001", "Paris office"));

            LiveNews news = own.await(Duration.ofSeconds(20));

            assertThat(news.changes()).extracting(LiveChange::id).containsExactly(id);
            assertThat(other.await(Duration.ZERO).isEmpty()).isTrue();
        }
    }

    @Test
    void tellsAPageWhatHappenedBetweenItsMakingAndItsConnection() throws Exception {
        String mark = changes.mark();
        publisher.publish(submitted(tenant, id, "PO-000001", "Paris office"));
        orderAtVersion(1);

        try (LiveLine line = hub.open(new Audience.Tenant(tenant), mark)) {
            assertThat(line.await(Duration.ofSeconds(20)).changes())
                    .extracting(LiveChange::id)
                    .containsExactly(id);
        }
    }

    @Test
    void tellsOfATransactionThatCommitsLate() throws Exception {
        PortOrderStatusEvent late = submitted(tenant, id, "PO-000001", "Late");
        UUID early = UUID.randomUUID();
        try (LiveLine line = hub.open(new Audience.Tenant(tenant), changes.mark())) {
            inTransaction(() -> {
                new PortOrderStatusProjection(history).handle(received(late));
                // Another transaction begins later, and is committed and told of earlier.
                runAlone(() -> publisher.publish(submitted(tenant, early, "PO-000002", "Early")));
                assertThat(next(line)).containsExactly(early);
            });
            hub.wake();
            assertThat(next(line)).containsExactly(id);
        }
    }

    /** In a thread, and so a transaction, of its own. */
    private static void runAlone(Runnable work) {
        CompletableFuture.runAsync(work).join();
    }

    private List<UUID> next(LiveLine line) {
        try {
            return line.await(Duration.ofSeconds(20)).changes().stream()
                    .map(LiveChange::id)
                    .toList();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<UUID> found(String text) {
        return history.page(tenant, new OrderFilter(null, null, text), null, 10).orders().stream()
                .map(OrderSummary::id)
                .toList();
    }

    private OrderState orderAtVersion(long version) {
        await().untilAsserted(() -> assertThat(history.find(tenant, id))
                .get()
                .extracting(OrderState::version)
                .isEqualTo(version));
        return history.find(tenant, id).orElseThrow();
    }

    private void inTransaction(Runnable work) {
        new TransactionTemplate(transactions).executeWithoutResult(_ -> work.run());
    }

    private static ReceivedEvent<PortOrderStatusEvent> received(PortOrderStatusEvent event) {
        return new ReceivedEvent<>(
                Topics.PORT_ORDER_STATUS.name(),
                event.getOrderId().toString(),
                event.getVersion(),
                event.getEventId(),
                Topics.PORT_ORDER_STATUS.ceType(),
                event.getOccurredAt(),
                event,
                true,
                false);
    }
}
