package io.portline.order;

import io.portline.infrastructure.TestInfrastructure;
import io.portline.messaging.codec.MessageCodec;
import io.portline.order.Api.Answer;
import io.portline.schemas.Actor;
import io.portline.schemas.CarrierReply;
import io.portline.schemas.CarrierReplyKind;
import io.portline.schemas.CarrierRequest;
import io.portline.schemas.CarrierRequestKind;
import io.portline.schemas.Disposition;
import io.portline.schemas.EncryptedSecret;
import io.portline.schemas.NumberActivation;
import io.portline.schemas.PortOrderChange;
import io.portline.schemas.PortOrderStatus;
import io.portline.schemas.PortOrderStatusEvent;
import io.portline.schemas.ReasonSource;
import io.portline.schemas.RejectionReason;
import io.portline.schemas.Topics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;

import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KEM;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** An order's life through the service's doors: HTTP on one side, Kafka on the other. */
class PortOrderComponentTest extends ServiceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @LocalServerPort
    private int port;

    @Autowired
    private MessageCodec codec;

    @Autowired
    private Clock businessClock;

    @Autowired
    private StatementCount statements;

    private Api ada;
    private TestCarrier carrier;

    @BeforeEach
    void connect() {
        ada = new Api(port, ISSUER.tenantAdmin("contoso", "US"));
        carrier = new TestCarrier(TestInfrastructure.kafka().bootstrapServers(), codec);
    }

    @AfterEach
    void disconnect() {
        carrier.close();
    }

    private List<PortOrderChange> changes(UUID id) {
        return carrier.statusEvents(id).stream()
                .map(PortOrderStatusEvent::getChange)
                .toList();
    }

    private void awaitChange(UUID id, PortOrderChange change) {
        await().atMost(PATIENCE).until(() -> changes(id).contains(change));
    }

    private CarrierRequest awaitRequest(UUID id, CarrierRequestKind kind) {
        await().atMost(PATIENCE).until(() -> carrier.requests(id).stream().anyMatch(it -> it.getKind() == kind));
        return carrier.requests(id).stream()
                .filter(it -> it.getKind() == kind)
                .toList()
                .getLast();
    }

    private CarrierReply accept(UUID id, int attempt, Duration ahead) {
        return carrier.say(
                id,
                CarrierReplyKind.ACCEPTED,
                attempt,
                it -> it.setFoc(TestCarrier.moment(businessClock.instant().plus(ahead))));
    }

    private static RejectionReason wrongAccount() {
        return RejectionReason.newBuilder()
                .setCode("ACCOUNT_NUMBER_MISMATCH")
                .setDisposition(Disposition.FIXABLE)
                .setSource(ReasonSource.LOSING_CARRIER)
                .setPointer("/accountNumber")
                .setCarrierCode("8A")
                .setTexts(Map.of("en", "Wrong account", "fr", "Compte erroné", "ja", "誤り"))
                .build();
    }

    @Test
    void portsAnOrderFromSubmissionToCompletedAndTellsOfEveryStep() throws Exception {
        // Warm: the list of carriers is asked for once a minute, not by every order.
        ada.submit(1);
        UUID letter = ada.letter();
        List<String> numbers = Api.freshNumbers(3);
        statements.forget();
        Answer submitted = ada.post("/port-orders", Api.order(numbers, letter));
        assertThat(submitted.status()).isEqualTo(201);
        assertThat(submitted.headers().getLocation()).hasPath("/api/v1/port-orders/" + submitted.id());
        assertThat(submitted.body().get("status").asString()).isEqualTo("PROCESSING");
        assertThat(submitted.body().has("passcode")).isFalse();
        assertThat(submitted.body().get("hasPasscode").asBoolean()).isTrue();
        UUID id = submitted.id();

        CarrierRequest port = awaitRequest(id, CarrierRequestKind.PORT);
        assertThat(port.getNumbers()).isEqualTo(numbers);
        assertThat(port.getAttempt()).isEqualTo(1);
        assertThat(open(port.getPasscode(), id)).isEqualTo("s3cret-passcode");

        CarrierReply acceptance = accept(id, 1, Duration.ofHours(3));
        awaitChange(id, PortOrderChange.TRANSFER_LOCKED);
        // The carrier's gateway repeats itself: nothing happens twice.
        carrier.send(acceptance);

        CarrierRequest activate = awaitRequest(id, CarrierRequestKind.ACTIVATE);
        assertThat(activate.getActivationTry()).isEqualTo(1);
        assertThat(activate.getPasscode()).isNull();
        carrier.say(
                id,
                CarrierReplyKind.ACTIVATED,
                1,
                it -> it.setActivationTry(1)
                        .setActivations(numbers.stream()
                                .map(number -> NumberActivation.newBuilder()
                                        .setNumber(number)
                                        .setActivated(true)
                                        .build())
                                .toList()));
        awaitChange(id, PortOrderChange.COMPLETED);

        assertThat(changes(id))
                .containsExactly(
                        PortOrderChange.SUBMITTED,
                        PortOrderChange.INTAKE_APPROVED,
                        PortOrderChange.CARRIER_ACCEPTED,
                        PortOrderChange.TRANSFER_LOCKED,
                        PortOrderChange.COMPLETED);
        List<PortOrderStatusEvent> events = carrier.statusEvents(id);
        assertThat(events)
                .extracting(PortOrderStatusEvent::getVersion)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, events.size()).boxed().toList());
        assertThat(events.getLast().getStatus()).isEqualTo(PortOrderStatus.COMPLETED);
        assertThat(events.getLast().getPortedNumbers()).isEqualTo(numbers);
        assertThat(events.getFirst().getPreviousStatus()).isNull();
        assertThat(events.getFirst().getActor()).isEqualTo(Actor.ADMIN);
        assertThat(carrier.contacts(id)).hasSize(1);
        assertThat(carrier.contacts(id).getFirst().getContacts())
                .extracting(io.portline.schemas.Contact::getEmail)
                .containsExactlyInAnyOrder("admin@contoso.example", "bob@contoso.example");

        Answer read = ada.get("/port-orders/" + id);
        assertThat(read.body().get("status").asString()).isEqualTo("COMPLETED");
        assertThat(read.actions()).containsExactly("VIEW");
        assertThat(timeline(id))
                .containsExactly(
                        "SUBMITTED",
                        "INTAKE_APPROVED",
                        "CARRIER_ACCEPTED",
                        "TRANSFER_LOCKED",
                        "ACTIVATION_ASKED",
                        "COMPLETED");
        // Nothing on any topic but the encrypted field holds the passcode, and none on a public one the account.
        carrier.raw(id).forEach(record -> {
            String text = new String(record.value(), StandardCharsets.ISO_8859_1);
            assertThat(text).doesNotContain("s3cret");
            if (record.topic().equals(Topics.PORT_ORDER_STATUS.name())) {
                assertThat(text).doesNotContain("ACC-1", "bob@contoso.example", "Lovelace");
            }
        });
    }

    private static String open(EncryptedSecret secret, UUID orderId) throws Exception {
        SecretKey shared = KEM.getInstance("DHKEM")
                .newDecapsulator(GATEWAY_KEYS.getPrivate())
                .decapsulate(bytes(secret.getEncapsulation()));
        SecretKey key = KDF.getInstance("HKDF-SHA256")
                .deriveKey(
                        "AES",
                        HKDFParameterSpec.ofExtract()
                                .addIKM(shared)
                                .thenExpand("portline/passcode/v1".getBytes(StandardCharsets.UTF_8), 32));
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(128, bytes(secret.getNonce())));
        cipher.updateAAD((orderId + "/passcode").getBytes(StandardCharsets.UTF_8));
        return new String(cipher.doFinal(bytes(secret.getCiphertext())), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    @Test
    void resubmitsARejectedOrderAndKeepsAReplyToTheEarlierAttempt() {
        Answer submitted = ada.submit(1);
        UUID id = submitted.id();
        awaitRequest(id, CarrierRequestKind.PORT);
        carrier.say(id, CarrierReplyKind.REJECTED, 1, it -> it.setReasons(List.of(wrongAccount())));
        awaitChange(id, PortOrderChange.CARRIER_REJECTED);

        Answer rejected = ada.get("/port-orders/" + id);
        assertThat(rejected.body().get("status").asString()).isEqualTo("ERROR");
        assertThat(rejected.actions()).containsExactly("EDIT", "CANCEL", "DELETE");
        assertThat(rejected.body().at("/reasons/0/pointer").asString()).isEqualTo("/accountNumber");
        assertThat(rejected.body().at("/reasons/0/text").asString()).isEqualTo("Wrong account");

        List<String> numbers = new ArrayList<>();
        rejected.body().get("numbers").forEach(number -> numbers.add(number.asString()));
        Map<String, Object> corrected = Api.order(
                numbers, UUID.fromString(rejected.body().get("loaDocumentId").asString()));
        corrected.put("accountNumber", "ACC-2");
        corrected.remove("passcode");
        Answer stale = ada.call(HttpMethod.PUT, "/port-orders/" + id, corrected, Map.of("If-Match", "\"1\""));
        assertThat(stale.status()).isEqualTo(412);
        assertThat(ada.call(HttpMethod.PUT, "/port-orders/" + id, corrected, Map.of())
                        .status())
                .isEqualTo(428);
        Answer again = ada.call(HttpMethod.PUT, "/port-orders/" + id, corrected, Map.of("If-Match", rejected.etag()));
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body().get("attempt").asInt()).isEqualTo(2);
        assertThat(again.body().get("hasPasscode").asBoolean()).isTrue();

        await().atMost(PATIENCE).until(() -> carrier.requests(id).stream().anyMatch(it -> it.getAttempt() == 2));
        assertThat(carrier.requests(id).getLast().getAccountNumber()).isEqualTo("ACC-2");
        accept(id, 1, Duration.ofDays(5));
        accept(id, 2, Duration.ofDays(6));
        awaitChange(id, PortOrderChange.CARRIER_ACCEPTED);

        List<String> timeline = new ArrayList<>();
        ada.get("/port-orders/" + id + "/timeline")
                .body()
                .get("items")
                .forEach(it -> timeline.add(
                        it.get("change").asString() + " " + it.path("note").asString("")));
        assertThat(timeline)
                .containsExactly(
                        "SUBMITTED ",
                        "INTAKE_APPROVED ",
                        "CARRIER_REJECTED ",
                        "RESUBMITTED /accountNumber",
                        "INTAKE_APPROVED ",
                        "REPLY_KEPT CARRIER_ACCEPTED for attempt 1",
                        "CARRIER_ACCEPTED ");
        assertThat(changes(id)).doesNotContain(PortOrderChange.UNKNOWN);
    }

    @Test
    void escalatesACarrierThatDoesNotAnswerInTime() {
        Map<String, Object> order = Api.order(Api.freshNumbers(1), ada.letter());
        order.put("losingCarrierId", "us-swift");
        UUID id = ada.post("/port-orders", order).id();
        awaitRequest(id, CarrierRequestKind.PORT);
        // An hour of its business hours; a weekend takes most of a minute here.
        await().atMost(Duration.ofMinutes(3)).until(() -> changes(id).contains(PortOrderChange.CARRIER_OVERDUE));

        PortOrderStatusEvent overdue = carrier.statusEvents(id).getLast();
        assertThat(overdue.getActor()).isEqualTo(Actor.SYSTEM);
        assertThat(overdue.getStatus()).isEqualTo(PortOrderStatus.CONTACTING_CARRIER);
        assertThat(overdue.getVersion()).isEqualTo(3);
        assertThat(timeline(id)).containsExactly("SUBMITTED", "INTAKE_APPROVED", "CARRIER_OVERDUE");

        // Late is better than never, and nothing is escalated twice.
        accept(id, 1, Duration.ofDays(20));
        awaitChange(id, PortOrderChange.CARRIER_ACCEPTED);
        assertThat(changes(id))
                .containsExactly(
                        PortOrderChange.SUBMITTED,
                        PortOrderChange.INTAKE_APPROVED,
                        PortOrderChange.CARRIER_OVERDUE,
                        PortOrderChange.CARRIER_ACCEPTED);
    }

    private List<String> timeline(UUID id) {
        List<String> timeline = new ArrayList<>();
        ada.get("/port-orders/" + id + "/timeline")
                .body()
                .get("items")
                .forEach(it -> timeline.add(it.get("change").asString()));
        return timeline;
    }

    @Test
    void cancelsInFlightAndWaitsForTheCarrierToConfirm() {
        UUID id = ada.submit(1).id();
        awaitRequest(id, CarrierRequestKind.PORT);
        Answer cancelled = ada.post("/port-orders/" + id + "/cancel", null);
        assertThat(cancelled.status()).isEqualTo(200);
        assertThat(cancelled.body().get("status").asString()).isEqualTo("CANCELLED");
        assertThat(cancelled.body().get("carrierCancelPending").asBoolean()).isTrue();
        assertThat(cancelled.actions()).isEmpty();
        awaitRequest(id, CarrierRequestKind.CANCEL);

        carrier.say(id, CarrierReplyKind.CANCEL_CONFIRMED, 1, _ -> {});
        awaitChange(id, PortOrderChange.CANCEL_CONFIRMED);
        assertThat(ada.get("/port-orders/" + id).actions()).containsExactly("EDIT");

        Answer twice = ada.post("/port-orders/" + id + "/cancel", null);
        assertThat(twice.status()).isEqualTo(409);
        assertThat(twice.body().get("type").asString()).isEqualTo("urn:portline:problem:action-not-allowed");
        assertThat(twice.body().get("orderStatus").asString()).isEqualTo("CANCELLED");
        assertThat(twice.actions()).containsExactly("EDIT");
    }

    @Test
    void supplementsTheFocDateAndTakesTheCarriersAnswer() {
        UUID id = ada.submit(1).id();
        awaitRequest(id, CarrierRequestKind.PORT);
        accept(id, 1, Duration.ofDays(20));
        awaitChange(id, PortOrderChange.CARRIER_ACCEPTED);

        Answer asked = ada.call(
                HttpMethod.PUT,
                "/port-orders/" + id + "/foc-date",
                Map.of("requestedPortDate", "2027-02-03T10:00"),
                Map.of());
        assertThat(asked.status()).isEqualTo(200);
        assertThat(asked.body().at("/requestedFoc/local").asString()).isEqualTo("2027-02-03T10:00");
        assertThat(asked.body().at("/requestedFoc/zone").asString()).isEqualTo("America/New_York");
        CarrierRequest supplement = awaitRequest(id, CarrierRequestKind.SUPPLEMENT);
        carrier.say(id, CarrierReplyKind.SUPPLEMENT_AGREED, 1, it -> it.setFoc(supplement.getRequested()));
        awaitChange(id, PortOrderChange.FOC_CHANGE_AGREED);
        assertThat(ada.get("/port-orders/" + id).body().at("/foc/local").asString())
                .isEqualTo("2027-02-03T10:00");
    }

    /** The figures of docs/performance.md. */
    @Test
    void takesFourStatementsForASubmissionOf999NumbersAndFewForEachStepAfter() {
        awaitRequest(ada.submit(1).id(), CarrierRequestKind.PORT);
        UUID letter = ada.letter();
        statements.forget();
        UUID id = ada.post("/port-orders", Api.order(Api.freshNumbers(999), letter))
                .id();
        awaitRequest(id, CarrierRequestKind.PORT);
        // The letter; the order's number; the order with its numbers, timeline and outbox; its timer.
        assertThat(statements.by("tomcat")).hasSize(4);
        // The order; numbers that are ours already; the change with timeline and outbox; its timer.
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(statements.by("scheduler")).hasSize(4));

        statements.forget();
        accept(id, 1, Duration.ofDays(30));
        awaitChange(id, PortOrderChange.CARRIER_ACCEPTED);
        // The inbox, three for a poll of whatever size; the order; the change with timeline and outbox; its timer.
        assertThat(statements.by("carrier-replies"))
                .anyMatch(sql -> sql.startsWith("WITH changed AS"))
                .hasSize(6);
    }
}
