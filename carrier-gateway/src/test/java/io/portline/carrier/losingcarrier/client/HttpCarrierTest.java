package io.portline.carrier.losingcarrier.client;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.portline.carrier.MisbehavingCarrier;
import io.portline.carrier.MisbehavingCarrier.Asked;
import io.portline.carrier.MisbehavingCarrier.Behaviour;
import io.portline.carrier.carrierorder.ARequest;
import io.portline.carrier.carrierorder.Answer;
import io.portline.carrier.carrierorder.CarrierOrder;
import io.portline.carrier.carrierorder.CarrierOrder.Status;
import io.portline.carrier.carrierorder.CarrierReply;
import io.portline.carrier.carrierorder.CarrierRequest;
import io.portline.carrier.carrierorder.CarrierRequest.Kind;
import io.portline.carrier.carrierorder.Inquiry;
import io.portline.carrier.losingcarrier.Adapter;
import io.portline.carrier.losingcarrier.catalogue.CarriersFile;
import io.portline.messaging.time.ClockSegment;
import io.portline.numbering.LocalMoment;
import io.portline.numbering.RejectionCode;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.unit.DataSize;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static io.portline.carrier.MisbehavingCarrier.breaksOff;
import static io.portline.carrier.MisbehavingCarrier.drips;
import static io.portline.carrier.MisbehavingCarrier.floods;
import static io.portline.carrier.MisbehavingCarrier.hangs;
import static io.portline.carrier.MisbehavingCarrier.resets;
import static io.portline.carrier.MisbehavingCarrier.says;
import static io.portline.carrier.MisbehavingCarrier.status;
import static io.portline.carrier.MisbehavingCarrier.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Against a carrier's server that misbehaves. */
class HttpCarrierTest {

    private static final Instant NOW = Instant.parse("2026-11-16T15:00:00Z");
    private static final String ACCEPTED =
            "{\"sequence\": 1, \"kind\": \"ACCEPTED\", \"foc\": {\"local\": \"2026-12-01T10:00\", \"zone\": \"America/New_York\"}}";
    private static final LocalMoment FOC =
            LocalMoment.of(LocalDateTime.parse("2026-12-01T10:00"), ZoneId.of("America/New_York"));

    private final UUID orderId = UUID.randomUUID();
    private final MisbehavingCarrier server = new MisbehavingCarrier();
    private SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final HttpClient http = HttpCarrier.client(settings(2));
    private HttpCarrier carrier = carrier(settings(2));

    @AfterEach
    void close() {
        http.shutdownNow();
        server.close();
    }

    // ---- as it should be
    // -------------------------------------------------------------------------------------------------

    @Test
    void asksWithEverythingThatACarrierNeedsAndThePasscodeInClear() {
        server.always(says(ACCEPTED, false));
        CarrierRequest port = ARequest.of(Kind.PORT, orderId, 1);

        assertThat(carrier.ask(first(port))).isEqualTo(new Answer.Says(new CarrierReply.Accepted(FOC), null));

        Asked asked = server.asked().getFirst();
        assertThat(asked.method()).isEqualTo("PUT");
        assertThat(asked.path()).isEqualTo("/porting/v1/requests/" + port.id());
        assertThat(asked.headers())
                .containsEntry("authorization", "Bearer t0ken")
                .containsEntry("content-type", "application/json")
                .containsKey("traceparent");
        assertThat(asked.body().path("kind").asString()).isEqualTo("PORT");
        assertThat(asked.body().path("known").asInt()).isZero();
        assertThat(asked.body().path("orderId").asString()).isEqualTo(orderId.toString());
        assertThat(asked.body().path("port").path("portType").asString()).isEqualTo("FULL");
        assertThat(asked.body().path("port").path("passcode").asString()).isEqualTo("opened-" + orderId);
        assertThat(asked.body().path("port").path("numbers").size()).isEqualTo(2);
        assertThat(asked.body()
                        .path("port")
                        .path("accountHolder")
                        .path("organisation")
                        .asString())
                .isEqualTo("Contoso Ltd");
        assertThat(asked.body().path("requested").path("zone").asString()).isEqualTo("America/New_York");
    }

    @Test
    void asksForTheFirstTimeAtOnce() {
        assertThat(carrier.firstAskAt(first(ARequest.of(Kind.PORT, orderId, 1))))
                .contains(NOW);
    }

    @Test
    void asksAgainWhenTheCarrierSaysThatItHasNothingToSayYet() {
        server.always(says(""));

        assertThat(carrier.ask(first(ARequest.of(Kind.PORT, orderId, 1))))
                .isEqualTo(new Answer.NotYet(NOW.plus(Duration.ofMinutes(30))));
    }

    @Test
    void waitsForNothingThatWillNeverCome() {
        server.always(says("", false));

        assertThat(carrier.ask(first(ARequest.of(Kind.PORT, orderId, 1)))).isEqualTo(new Answer.Nothing());
    }

    @Test
    void takesWhatTheCarrierSaysByItselfOneAfterTheOther() {
        server.always(
                says(
                        ACCEPTED
                                + ", {\"sequence\": 2, \"kind\": \"FOC_MOVED\", \"foc\": {\"local\": \"2026-12-03T10:00\", \"zone\": \"America/New_York\"}}"
                                + ", {\"sequence\": 3, \"kind\": \"APPROVAL_WITHDRAWN\", \"reasons\": [{\"code\": \"PENDING_ORDER\"}]}"));
        CarrierRequest port = ARequest.of(Kind.PORT, orderId, 1);

        assertThat(carrier.ask(first(port))).isEqualTo(new Answer.Says(new CarrierReply.Accepted(FOC), NOW));
        assertThat(((Answer.Says) carrier.ask(inquiry(port, Status.APPROVED, 1))).reply())
                .isInstanceOf(CarrierReply.FocMoved.class);
        Answer.Says last = (Answer.Says) carrier.ask(inquiry(port, Status.APPROVED, 2));
        assertThat(last.reply()).isInstanceOf(CarrierReply.ApprovalWithdrawn.class);
        assertThat(last.speaksAgainAt()).isNull();
        // Once it has spoken it knows the passcode, and is not told again.
        assertThat(server.asked().get(1).body().path("port").path("passcode").isNull())
                .isTrue();
        assertThat(server.asked().get(1).body().path("known").asInt()).isEqualTo(1);
    }

    @Test
    void asksNoMoreAboutAPortThatIsCancelledOrDone() {
        CarrierRequest port = ARequest.of(Kind.PORT, orderId, 1);

        assertThat(Stream.of(
                        inquiry(port, Status.CANCELLED, 0),
                        inquiry(port, Status.SUPERSEDED, 0),
                        inquiry(port, Status.ACTIVATED, 1),
                        inquiry(port, Status.WITHDRAWN, 1)))
                .allSatisfy(moot -> assertThat(carrier.ask(moot)).isEqualTo(new Answer.Nothing()));
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void understandsTheCarriersOwnCodesAndTexts() {
        server.always(says("""
                {"sequence": 1, "kind": "REJECTED", "reasons": [
                  {"carrierCode": "8A", "numbers": ["+12125550123"]},
                  {"code": "BRAND_NEW", "carrierCode": "Z1", "texts": {"en": "Ask us.", "tlh": "nuqneH"}}]}"""));

        CarrierReply.Rejected rejected =
                (CarrierReply.Rejected) ((Answer.Says) carrier.ask(first(ARequest.of(Kind.PORT, orderId, 1)))).reply();

        assertThat(rejected.reasons())
                .extracting(CarrierReply.Reason::code)
                .containsExactly(RejectionCode.ACCOUNT_NUMBER_MISMATCH, RejectionCode.OTHER);
        assertThat(rejected.reasons().getFirst().numbers()).containsExactly("+12125550123");
        assertThat(rejected.reasons().getLast().texts())
                .containsOnlyKeys("en", "fr", "ja")
                .containsEntry("en", "Ask us.")
                .containsEntry("fr", RejectionCode.OTHER.texts().get("fr"));
    }

    @Test
    void bringsTheOutcomeOfEveryNumberInTheOrderOfTheRequest() {
        server.always(says("""
                {"sequence": 1, "kind": "ACTIVATED", "activations": [
                  {"number": "+12125550124", "activated": false, "code": "CARRIER_BUSY"},
                  {"number": "+12125550123", "activated": true}]}"""));

        assertThat(((Answer.Says) carrier.ask(inquiry(ARequest.of(Kind.ACTIVATE, orderId, 1), Status.APPROVED, 0)))
                        .reply())
                .isEqualTo(new CarrierReply.Activated(
                        1,
                        List.of(
                                new CarrierReply.NumberOutcome("+12125550123", null),
                                new CarrierReply.NumberOutcome("+12125550124", RejectionCode.CARRIER_BUSY))));
    }

    @Test
    @SuppressWarnings("unchecked")
    void asksWithTheMembersOfTheOpenApiDocument() throws IOException {
        server.always(says(ACCEPTED, false));
        carrier.ask(first(ARequest.of(Kind.PORT, orderId, 1)));
        Map<String, Object> document =
                new Yaml().load(Files.readString(Path.of("src/main/openapi/carrier-protocol.yaml")));
        Map<String, Map<String, Map<String, Object>>> schemas = (Map<String, Map<String, Map<String, Object>>>)
                ((Map<String, Object>) document.get("components")).get("schemas");

        JsonNode question = server.asked().getFirst().body();

        assertThat(question.propertyNames())
                .containsExactlyInAnyOrderElementsOf(
                        schemas.get("Question").get("properties").keySet());
        assertThat(question.path("port").propertyNames())
                .containsExactlyInAnyOrderElementsOf(
                        schemas.get("Port").get("properties").keySet());
    }

    // ---- as it should not be
    // ---------------------------------------------------------------------------------------------

    static Stream<Arguments> briefFailures() {
        return Stream.of(
                Arguments.of("hangs", hangs()),
                Arguments.of("resets the connection", resets()),
                Arguments.of("breaks off", breaksOff()),
                Arguments.of("drips", drips()),
                Arguments.of("floods", floods()),
                Arguments.of("answers 500", status(500)),
                Arguments.of("answers 503", status(503)),
                Arguments.of("answers no JSON", text("<html>Bad gateway</html>")),
                Arguments.of("answers JSON of something else", text("[1, 2, 3]")),
                Arguments.of("answers nothing", text("")),
                Arguments.of("answers half of a JSON", text("{\"requestId\": ")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("briefFailures")
    void putsTheSameQuestionAgainWhenTheServer(String name, Behaviour failure) {
        server.then(failure).always(says(ACCEPTED, false));
        CarrierRequest port = ARequest.of(Kind.PORT, orderId, 1);

        assertThat(carrier.ask(first(port))).as(name).isEqualTo(new Answer.Says(new CarrierReply.Accepted(FOC), null));

        assertThat(server.asked())
                .hasSize(2)
                .allSatisfy(asked ->
                        assertThat(asked.requestId()).isEqualTo(port.id().toString()));
        assertThat(server.asked().get(1).body()).isEqualTo(server.asked().get(0).body());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("briefFailures")
    void keepsTheQuestionForLaterWhenTheServerAlways(String name, Behaviour failure) {
        server.always(failure);

        assertThat(carrier.ask(first(ARequest.of(Kind.PORT, orderId, 1))))
                .as(name)
                .satisfies(HttpCarrierTest::isLater);
        assertThat(server.asked()).hasSize(3);
    }

    @Test
    void keepsTheQuestionForLaterWhenNobodyListens() {
        server.close();

        assertThat(carrier.ask(first(ARequest.of(Kind.PORT, orderId, 1)))).satisfies(HttpCarrierTest::isLater);
    }

    static Stream<Arguments> contradictions() {
        return Stream.of(
                Arguments.of("another request", text("{\"requestId\": \"" + UUID.randomUUID() + "\", \"said\": []}")),
                Arguments.of(
                        "a kind that answers something else",
                        says("{\"sequence\": 1, \"kind\": \"CANCEL_CONFIRMED\"}")),
                Arguments.of("a kind that nobody knows", says("{\"sequence\": 1, \"kind\": \"MAYBE\"}")),
                Arguments.of("no kind", says("{\"sequence\": 1}")),
                Arguments.of("no date", says("{\"sequence\": 1, \"kind\": \"ACCEPTED\"}")),
                Arguments.of(
                        "a zone that is none",
                        says(
                                "{\"sequence\": 1, \"kind\": \"ACCEPTED\", \"foc\": {\"local\": \"2026-12-01T10:00\", \"zone\": \"Moon/Sea\"}}")),
                Arguments.of(
                        "a rejection without reason",
                        says("{\"sequence\": 1, \"kind\": \"REJECTED\", \"reasons\": []}")),
                Arguments.of(
                        "numbers of somebody else",
                        says(
                                "{\"sequence\": 1, \"kind\": \"REJECTED\", \"reasons\": [{\"code\": \"OTHER\", \"numbers\": [\"+12065550199\"]}]}")),
                Arguments.of("a moved date before any date", says(ACCEPTED.replace("ACCEPTED", "FOC_MOVED"))),
                Arguments.of("a gap", says(ACCEPTED.replace("\"sequence\": 1", "\"sequence\": 2"))),
                Arguments.of(
                        "one sequence twice with two contents",
                        says(ACCEPTED + ", " + ACCEPTED.replace("12-01", "12-02"))),
                Arguments.of(
                        "a wait that is none",
                        text("{\"requestId\": \"ID\", \"said\": [], \"askAgainAfter\": \"soon\"}")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("contradictions")
    void takesNoAnswerThatBreaksTheProtocol(String name, Behaviour answer) {
        server.always(answer);

        assertThat(carrier.ask(first(ARequest.of(Kind.PORT, orderId, 1))))
                .as(name)
                .satisfies(HttpCarrierTest::isLater);
    }

    @Test
    void takesOneAnswerThatComesTwiceOnce() {
        server.always(says(ACCEPTED + ", " + ACCEPTED, false));

        assertThat(carrier.ask(first(ARequest.of(Kind.PORT, orderId, 1))))
                .isEqualTo(new Answer.Says(new CarrierReply.Accepted(FOC), null));
    }

    @Test
    void believesNoCarrierThatHasForgottenWhatItSaid() {
        server.always(says(""));

        assertThat(carrier.ask(inquiry(ARequest.of(Kind.PORT, orderId, 1), Status.APPROVED, 1)))
                .satisfies(HttpCarrierTest::isLater);
    }

    @Test
    void leavesABusyCarrierAloneForAsLongAsItSays() {
        server.always(status(429, "Retry-After: 120"));

        Answer.NotYet later = (Answer.NotYet) carrier.ask(first(ARequest.of(Kind.PORT, orderId, 1)));

        assertThat(later.askAgainAt()).isBetween(NOW.plusSeconds(120), NOW.plusSeconds(145));
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void readsWhenToComeBackAsADateTooAndBelievesNoYear() {
        server.then(status(503, "Retry-After: Mon, 16 Nov 2026 15:05:00 GMT"), status(503, "Retry-After: 31536000"));

        assertThat(((Answer.NotYet) carrier.ask(first(ARequest.of(Kind.PORT, orderId, 1)))).askAgainAt())
                .isBetween(NOW.plusSeconds(300), NOW.plusSeconds(361));
        assertThat(((Answer.NotYet) carrier.ask(first(ARequest.of(Kind.PORT, orderId, 1)))).askAgainAt())
                .isBetween(NOW.plusSeconds(3_600), NOW.plusSeconds(4_321));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void followsNoRedirectForItWouldCarryThePasscodeElsewhere(int status) {
        try (MisbehavingCarrier elsewhere = new MisbehavingCarrier()) {
            server.always(status(status, "Location: " + elsewhere.address() + "/requests/x"));

            assertThat(carrier.ask(first(ARequest.of(Kind.PORT, orderId, 1)))).satisfies(HttpCarrierTest::isLater);
            assertThat(elsewhere.asked()).isEmpty();
            assertThat(server.asked()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 409, 422})
    void doesNotInsistAtOnceWhereItIsRefused(int status) {
        server.always(status(status));

        assertThat(carrier.ask(first(ARequest.of(Kind.PORT, orderId, 1)))).satisfies(HttpCarrierTest::isLater);
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void waitsLongerTheOlderTheQuestionIsAndNeverTooLong() {
        server.always(status(422));
        CarrierRequest port = ARequest.of(Kind.PORT, orderId, 1);

        assertThat(List.of(Duration.ZERO, Duration.ofMinutes(4), Duration.ofDays(3)))
                .extracting(
                        age -> carrier.ask(new Inquiry(port, CarrierOrder.received(port), 1, 0, NOW.minus(age), NOW)))
                .extracting(answer -> Duration.between(NOW, ((Answer.NotYet) answer).askAgainAt()))
                .satisfiesExactly(
                        wait -> assertThat(wait).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10)),
                        wait -> assertThat(wait).isBetween(Duration.ofMinutes(1), Duration.ofMinutes(2)),
                        wait -> assertThat(wait).isBetween(Duration.ofSeconds(150), Duration.ofMinutes(5)));
    }

    @Test
    void leavesACarrierAloneOnceHalfOfTheCallsHaveFailedAndGoesBackToIt() {
        carrier = carrier(settings(0));
        server.then(IntStream.range(0, 4).mapToObj(_ -> status(500)).toArray(Behaviour[]::new));
        server.always(says(ACCEPTED, false));
        for (int i = 0; i < 4; i++) {
            assertThat(carrier.ask(first(ARequest.of(Kind.PORT, orderId, 1)))).satisfies(HttpCarrierTest::isLater);
        }

        assertThat(carrier.ask(first(ARequest.of(Kind.PORT, orderId, 1)))).satisfies(HttpCarrierTest::isLater);
        assertThat(server.asked()).hasSize(4);
        assertThat(meters.get("portline.carrier.circuit.open").gauges()).anyMatch(circuit -> circuit.value() == 1);
        assertThat(meters.get("portline.carrier.calls")
                        .tag("result", "BRIEF")
                        .timer()
                        .count())
                .isEqualTo(4);

        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .until(() -> carrier.ask(first(ARequest.of(Kind.PORT, orderId, 1))) instanceof Answer.Says);
        assertThat(server.asked()).hasSize(5);
    }

    @Test
    void isNotPutOffByRefusalsOfSingleRequestsNorByBeingAskedToWait() {
        carrier = carrier(settings(0));
        server.then(IntStream.range(0, 20)
                        .mapToObj(i -> i % 2 == 0 ? status(422) : status(429))
                        .toArray(Behaviour[]::new))
                .always(says(ACCEPTED, false));
        for (int i = 0; i < 20; i++) {
            carrier.ask(first(ARequest.of(Kind.PORT, orderId, 1)));
        }

        assertThat(carrier.ask(first(ARequest.of(Kind.PORT, orderId, 1)))).isInstanceOf(Answer.Says.class);
    }

    @Test
    void keepsAFewCallsUnderWayAndNoMore() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        server.always((asked, connection, _) -> {
            release.await(400, TimeUnit.MILLISECONDS);
            connection.setSoLinger(true, 0);
        });
        List<CompletableFuture<Answer>> underWay = Stream.generate(() -> CompletableFuture.supplyAsync(
                        () -> carrier.ask(first(ARequest.of(Kind.PORT, UUID.randomUUID(), 1))),
                        task -> Thread.ofVirtual().start(task)))
                .limit(2)
                .toList();
        Awaitility.await().until(() -> server.asked().size() == 2);

        assertThat(carrier.ask(first(ARequest.of(Kind.PORT, orderId, 1)))).satisfies(HttpCarrierTest::isLater);

        assertThat(server.asked())
                .extracting(asked -> asked.body().path("orderId").asString())
                .doesNotContain(orderId.toString());
        release.countDown();
        for (CompletableFuture<Answer> answer : underWay) {
            isLater(answer.get());
        }
    }

    @Test
    void isNeverAskedWithinATransaction() {
        TransactionSynchronizationManager.setActualTransactionActive(true);
        try {
            assertThatIllegalStateException().isThrownBy(() -> carrier.ask(first(ARequest.of(Kind.PORT, orderId, 1))));
        } finally {
            TransactionSynchronizationManager.setActualTransactionActive(false);
        }
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void showsNoTokenInItsSettings() {
        assertThat(settings(2).toString()).doesNotContain("t0ken");
    }

    // ---- fixtures
    // --------------------------------------------------------------------------------------------------------

    private static void isLater(Answer answer) {
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.NotYet.class,
                        later -> assertThat(later.askAgainAt()).isAfter(NOW));
    }

    private static HttpCarrierSettings settings(int retries) {
        return new HttpCarrierSettings(
                Duration.ofSeconds(2),
                // Where nothing hangs on purpose, a busy machine must not be taken for a carrier that hangs.
                retries == 0 ? Duration.ofSeconds(10) : Duration.ofSeconds(1),
                DataSize.ofKilobytes(64),
                retries,
                Duration.ofMillis(10),
                2,
                retries == 0 ? 4 : 100,
                Duration.ofSeconds(3),
                Duration.ofSeconds(2),
                Duration.ofMinutes(5),
                Map.of("us-bluegrass", "t0ken"));
    }

    private HttpCarrier carrier(HttpCarrierSettings settings) {
        meters = new SimpleMeterRegistry();
        return new HttpCarrier(
                CarriersFile.read(new ClassPathResource("carrier-gateway/carriers.yml"))
                        .carriers()
                        .find("us-bluegrass")
                        .orElseThrow(),
                new Adapter.Http(server.address()),
                settings,
                http,
                (order, _) -> "opened-" + order,
                ClockSegment.realTime(),
                Clock.fixed(NOW, ZoneOffset.UTC),
                new Random(1),
                meters);
    }

    private static Inquiry first(CarrierRequest request) {
        return new Inquiry(request, CarrierOrder.received(request), 1, 0, NOW, NOW);
    }

    private static Inquiry inquiry(CarrierRequest request, Status status, int answered) {
        CarrierOrder received = CarrierOrder.received(request);
        @Nullable LocalMoment foc = status == Status.APPROVED ? FOC : null;
        return new Inquiry(
                request,
                new CarrierOrder(
                        received.orderId(),
                        1,
                        received.carrierId(),
                        status,
                        received.port(),
                        received.requested(),
                        foc,
                        List.of(),
                        1),
                1,
                answered,
                NOW,
                NOW);
    }
}
