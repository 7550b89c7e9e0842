package io.portline.carrier.carrierorder.persistence;

import io.portline.carrier.GatewayDatabase;
import io.portline.carrier.carrierorder.ARequest;
import io.portline.carrier.carrierorder.Answer;
import io.portline.carrier.carrierorder.CarrierDesk;
import io.portline.carrier.carrierorder.CarrierOrder.Status;
import io.portline.carrier.carrierorder.CarrierReply;
import io.portline.carrier.carrierorder.CarrierReply.NumberOutcome;
import io.portline.carrier.carrierorder.CarrierRequest;
import io.portline.carrier.carrierorder.CarrierRequest.Kind;
import io.portline.carrier.carrierorder.Inquiry;
import io.portline.carrier.carrierorder.LosingCarrier;
import io.portline.messaging.outbox.Outbox;
import io.portline.messaging.outbox.OutboxMessage;
import io.portline.numbering.LocalMoment;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class JdbcCarrierOrdersTest {

    private static final GatewayDatabase DATABASE = new GatewayDatabase();
    private static final Instant NOW = ARequest.RECEIVED;
    private static final LocalMoment FOC =
            LocalMoment.of(LocalDateTime.parse("2026-12-01T10:00"), ZoneId.of("America/New_York"));

    private final RecordingOutbox outbox = new RecordingOutbox();
    private final List<Made> made = new ArrayList<>();
    private final JdbcCarrierOrders orders = new JdbcCarrierOrders(
            DATABASE.jdbc(),
            DATABASE.transactions(),
            outbox,
            (request, reply, unasked, version, at) -> new OutboxMessage(
                    "replies",
                    request.orderId().toString(),
                    version,
                    UUID.randomUUID(),
                    unasked ? "unasked" : "asked",
                    at,
                    reply.getClass().getSimpleName().getBytes(StandardCharsets.UTF_8)),
            (requestId, wake, at) -> made.add(new Made(requestId, wake, at)));
    private final JdbcCarrierSwitches switches = new JdbcCarrierSwitches(
            DATABASE.jdbc(),
            DATABASE.transactions(),
            (requestId, wake, at) -> made.add(new Made(requestId, wake, at)),
            Clock.fixed(NOW, ZoneOffset.UTC));
    private final UUID order = UUID.randomUUID();

    private record Made(UUID requestId, int wake, Instant at) {}

    @AfterAll
    static void closeDatabase() {
        DATABASE.close();
    }

    @Test
    void takesARequestOnceHoweverOftenItComes() {
        CarrierRequest port = ARequest.of(Kind.PORT, order, 1);

        assertThat(take(port)).hasValueSatisfying(inquiry -> {
            assertThat(inquiry.request()).isEqualTo(port);
            assertThat(inquiry.latestAttempt()).isEqualTo(1);
            assertThat(inquiry.order()).isNotNull().satisfies(received -> {
                assertThat(received.status()).isEqualTo(Status.RECEIVED);
                assertThat(received.port()).isEqualTo(port.port().withoutPasscode());
                assertThat(received.requested()).isEqualTo(port.requested());
            });
        });
        assertThat(take(port)).isEmpty();
    }

    @Test
    void findsARequestAtItsLatestAppointmentOnly() {
        CarrierRequest port = taken(Kind.PORT, 1);
        askAt(port, NOW.plusSeconds(60));
        askAt(port, NOW.plusSeconds(120));

        assertThat(made)
                .containsExactly(
                        new Made(port.id(), 1, NOW.plusSeconds(60)), new Made(port.id(), 2, NOW.plusSeconds(120)));
        assertThat(orders.due(port.id(), 1, NOW)).isEmpty();
        assertThat(orders.due(port.id(), 2, NOW))
                .hasValueSatisfying(inquiry -> assertThat(inquiry.request()).isEqualTo(port));
    }

    @Test
    void versionsAnOrdersRepliesWithoutGapsOverItsAttempts() {
        answer(scheduled(Kind.PORT, 1), new CarrierReply.Accepted(FOC));
        answer(scheduled(Kind.SUPPLEMENT, 1), new CarrierReply.SupplementAgreed(FOC));
        answer(scheduled(Kind.CANCEL, 1), new CarrierReply.CancelConfirmed());
        answer(scheduled(Kind.PORT, 2), new CarrierReply.Accepted(FOC));

        assertThat(outbox.messages).extracting(OutboxMessage::version).containsExactly(1L, 2L, 3L, 4L);
        assertThat(outbox.messages).extracting(OutboxMessage::key).containsOnly(order.toString());
    }

    @Test
    void keepsTheOrderAsItsCarrierLeftIt() {
        answer(scheduled(Kind.PORT, 1), new CarrierReply.Accepted(FOC));
        answer(
                scheduled(Kind.ACTIVATE, 1),
                new CarrierReply.Activated(1, List.of(new NumberOutcome("+12125550123", null))));

        assertThat(take(ARequest.of(Kind.ACTIVATE, order, 1)).map(Inquiry::order))
                .hasValueSatisfying(kept -> {
                    assertThat(kept.status()).isEqualTo(Status.APPROVED);
                    assertThat(kept.foc()).isEqualTo(FOC);
                    assertThat(kept.activated()).containsExactly("+12125550123");
                });
    }

    @Test
    void answersARequestOnce() {
        CarrierRequest port = scheduled(Kind.PORT, 1);
        Inquiry due = orders.due(port.id(), 1, NOW).orElseThrow();

        assertThat(orders.record(due, 1, accepts(null))).isTrue();
        assertThat(orders.record(due, 1, accepts(null))).isTrue();

        assertThat(outbox.messages).hasSize(1);
        assertThat(orders.due(port.id(), 1, NOW)).isEmpty();
    }

    @Test
    void answersARequestOnceAlthoughTwoInstancesAsk() throws Exception {
        CarrierRequest port = scheduled(Kind.PORT, 1);
        Inquiry due = orders.due(port.id(), 1, NOW).orElseThrow();
        Callable<Boolean> record = () -> orders.record(due, 1, accepts(null));

        try (ExecutorService instances = Executors.newFixedThreadPool(4)) {
            for (Future<Boolean> recorded : instances.invokeAll(List.of(record, record, record, record))) {
                recorded.get();
            }
        }

        assertThat(outbox.messages).hasSize(1);
    }

    @Test
    void asksAnewIfTheOrderChangedWhileTheCarrierThought() {
        CarrierRequest port = scheduled(Kind.PORT, 1);
        CarrierRequest cancel = scheduled(Kind.CANCEL, 1);
        AtomicInteger asked = new AtomicInteger();
        LosingCarrier slow = new LosingCarrier() {
            @Override
            public Optional<Instant> firstAskAt(Inquiry inquiry) {
                return Optional.empty();
            }

            @Override
            public Answer ask(Inquiry inquiry) {
                if (asked.incrementAndGet() == 1) {
                    answer(cancel, new CarrierReply.CancelConfirmed());
                    return accepts(null);
                }
                return new Answer.Nothing();
            }
        };

        new CarrierDesk(_ -> slow, orders, Clock.fixed(NOW, ZoneOffset.UTC), (_, work) -> work.getAsBoolean())
                .ask(port.id(), 1);

        assertThat(asked).hasValue(2);
        assertThat(said()).containsExactly("CancelConfirmed");
    }

    @Test
    void asksAgainAboutARequestThatTheCarrierMaySpeakToByItself() {
        CarrierRequest port = scheduled(Kind.PORT, 1);
        Inquiry first = orders.due(port.id(), 1, NOW).orElseThrow();
        orders.record(first, 1, accepts(NOW.plusSeconds(60)));

        Inquiry second = orders.due(port.id(), 2, NOW).orElseThrow();
        assertThat(second.answered()).isEqualTo(1);
        orders.record(second, 2, new Answer.Says(new CarrierReply.FocMoved(FOC), null));

        assertThat(outbox.messages).extracting(OutboxMessage::type).containsExactly("asked", "unasked");
        assertThat(orders.due(port.id(), 3, NOW)).isEmpty();
    }

    @Test
    void putsOffWhatTheCarrierDoesNotAnswerYet() {
        CarrierRequest port = scheduled(Kind.PORT, 1);
        Instant later = NOW.plus(Duration.ofHours(3));

        orders.record(orders.due(port.id(), 1, NOW).orElseThrow(), 1, new Answer.NotYet(later));

        assertThat(made).last().isEqualTo(new Made(port.id(), 2, later));
        assertThat(outbox.messages).isEmpty();
    }

    @Test
    void recordsNothingIfTheReplyCannotBePublished() {
        CarrierRequest port = scheduled(Kind.PORT, 1);
        Inquiry due = orders.due(port.id(), 1, NOW).orElseThrow();
        outbox.refuses = true;
        assertThatIllegalStateException().isThrownBy(() -> orders.record(due, 1, accepts(null)));
        outbox.refuses = false;

        assertThat(orders.due(port.id(), 1, NOW))
                .hasValueSatisfying(again -> assertThat(again.order())
                        .isNotNull()
                        .satisfies(kept -> assertThat(kept.status()).isEqualTo(Status.RECEIVED)));
        answer(port, new CarrierReply.Accepted(FOC));
        assertThat(outbox.messages).extracting(OutboxMessage::version).containsExactly(1L);
    }

    @Test
    void dropsThePasscodeOnceTheRequestIsAnswered() {
        CarrierRequest port = scheduled(Kind.PORT, 1);
        assertThat(stored(port)).contains("c2VhbGVk");

        answer(port, new CarrierReply.Accepted(FOC));

        assertThat(stored(port)).contains("8837741").doesNotContain("c2VhbGVk");
    }

    @Test
    void keepsThePasscodeOutOfTheOrderFromTheBeginning() {
        scheduled(Kind.PORT, 1);

        assertThat(DATABASE.jdbc()
                        .sql("SELECT port::text FROM carrier_order WHERE order_id = :id")
                        .param("id", order)
                        .query(String.class)
                        .single())
                .doesNotContain("c2VhbGVk");
    }

    @Test
    void supersedesAnAttemptThatWasNotDecidedWhenTheNextOneComes() {
        CarrierRequest first = scheduled(Kind.PORT, 1);
        scheduled(Kind.PORT, 2);

        assertThat(orders.due(first.id(), 1, NOW)).hasValueSatisfying(inquiry -> {
            assertThat(inquiry.latestAttempt()).isEqualTo(2);
            assertThat(inquiry.order())
                    .isNotNull()
                    .satisfies(kept -> assertThat(kept.status()).isEqualTo(Status.SUPERSEDED));
        });
    }

    @Test
    void takesAnAttemptThatComesTooLateForSuperseded() {
        scheduled(Kind.PORT, 2);
        CarrierRequest late = scheduled(Kind.PORT, 1);

        assertThat(orders.due(late.id(), 1, NOW))
                .hasValueSatisfying(inquiry -> assertThat(inquiry.order())
                        .isNotNull()
                        .satisfies(kept -> assertThat(kept.status()).isEqualTo(Status.SUPERSEDED)));
    }

    @Test
    void holdsBackWhatFallsDueWhileTheCarrierIsPausedAndLetsItGoOnceOnResuming() {
        String carrier = "paused-" + order;
        CarrierRequest port = ARequest.of(Kind.PORT, order, 1, carrier);
        take(port);
        askAt(port, NOW);
        switches.pause(carrier);
        assertThat(switches.all()).anySatisfy(switched -> {
            assertThat(switched.carrierId()).isEqualTo(carrier);
            assertThat(switched.paused()).isTrue();
        });

        assertThat(orders.due(port.id(), 1, NOW)).isEmpty();
        assertThat(orders.due(port.id(), 1, NOW)).isEmpty();
        made.clear();
        switches.resume(carrier);
        switches.resume(carrier);

        assertThat(made).containsExactly(new Made(port.id(), 2, NOW));
        assertThat(orders.due(port.id(), 2, NOW)).isPresent();
    }

    @Test
    void remembersWhichCarriersRejectEverything() {
        String carrier = "rejecting-" + order;
        assertThat(switches.rejectsAll(carrier)).isFalse();

        switches.rejectAll(carrier, true);
        assertThat(switches.rejectsAll(carrier)).isTrue();

        switches.rejectAll(carrier, false);
        assertThat(switches.rejectsAll(carrier)).isFalse();
    }

    private Optional<Inquiry> take(CarrierRequest request) {
        List<Inquiry> taken = new ArrayList<>();
        DATABASE.inTransaction(() -> orders.take(request, NOW).ifPresent(taken::add));
        return taken.stream().findFirst();
    }

    private CarrierRequest taken(Kind kind, int attempt) {
        CarrierRequest request = ARequest.of(kind, order, attempt);
        assertThat(take(request)).isPresent();
        return request;
    }

    private CarrierRequest scheduled(Kind kind, int attempt) {
        CarrierRequest request = taken(kind, attempt);
        askAt(request, NOW);
        return request;
    }

    private void askAt(CarrierRequest request, Instant at) {
        DATABASE.inTransaction(() -> orders.askAt(request.id(), at));
    }

    private void answer(CarrierRequest request, CarrierReply reply) {
        assertThat(orders.record(orders.due(request.id(), 1, NOW).orElseThrow(), 1, new Answer.Says(reply, null)))
                .isTrue();
    }

    private static Answer accepts(@Nullable Instant speaksAgainAt) {
        return new Answer.Says(new CarrierReply.Accepted(FOC), speaksAgainAt);
    }

    private List<String> said() {
        return outbox.messages.stream()
                .map(message -> new String(message.payload(), StandardCharsets.UTF_8))
                .toList();
    }

    private static String stored(CarrierRequest request) {
        return DATABASE.jdbc()
                .sql("SELECT request::text FROM carrier_request WHERE request_id = :id")
                .param("id", request.id())
                .query(String.class)
                .single();
    }

    private static final class RecordingOutbox implements Outbox {
        private final List<OutboxMessage> messages = new ArrayList<>();
        private boolean refuses;

        @Override
        public synchronized void append(List<OutboxMessage> appended) {
            if (refuses) {
                throw new IllegalStateException("refused");
            }
            messages.addAll(appended);
        }

        @Override
        public Map<String, @Nullable Object> parameters(List<OutboxMessage> given) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void appendedInThisTransaction() {
            throw new UnsupportedOperationException();
        }
    }
}
