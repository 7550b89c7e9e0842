package io.portline.carrier;

import io.portline.carrier.carrierorder.PortDetails.SealedPasscode;
import io.portline.carrier.losingcarrier.Carriers;
import io.portline.carrier.losingcarrier.Chance;
import io.portline.carrier.losingcarrier.PlannedOutcome;
import io.portline.messaging.headers.CloudEventHeaders;
import io.portline.schemas.AccountHolder;
import io.portline.schemas.CarrierReply;
import io.portline.schemas.CarrierReplyKind;
import io.portline.schemas.CarrierRequest;
import io.portline.schemas.CarrierRequestKind;
import io.portline.schemas.Disposition;
import io.portline.schemas.EncryptedSecret;
import io.portline.schemas.LocalMoment;
import io.portline.schemas.NumberActivation;
import io.portline.schemas.PortOutStatus;
import io.portline.schemas.PortOutStatusEvent;
import io.portline.schemas.PortType;
import io.portline.schemas.ReasonSource;
import io.portline.schemas.RejectionReason;
import io.portline.schemas.ServiceAddress;
import org.apache.kafka.common.header.Header;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The gateway as order-service and operators meet it. */
class CarrierGatewayTest {

    private static final List<String> NUMBERS = List.of("+12065550123", "+12065550124");

    private static RunningGateway gateway;

    private final UUID order = UUID.randomUUID();

    @BeforeAll
    static void start() throws Exception {
        gateway = new RunningGateway();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    // ---- magic outcomes
    // --------------------------------------------------------------------------------------------------

    @Test
    void acceptsWithADateInTheZoneOfTheRequest() {
        CarrierRequest port = gateway.send(port("ACCEPT"));

        CarrierReply reply = gateway.replies(order, 1).getFirst();

        assertThat(reply.getKind()).isEqualTo(CarrierReplyKind.ACCEPTED);
        assertThat(reply.getInReplyTo()).isEqualTo(port.getEventId());
        assertThat(reply.getVersion()).isEqualTo(1);
        assertThat(reply.getAttempt()).isEqualTo(1);
        assertThat(reply.getCarrierId()).isEqualTo("us-cascadia");
        assertThat(reply.getOrderNumber()).isEqualTo("PO-000042");
        assertThat(reply.getTenantId()).isEqualTo("contoso");
        assertThat(reply.getFoc()).isEqualTo(moment("2031-03-04T10:00"));
        assertThat(headers()).contains("ce_id=" + reply.getEventId(), "ce_sequence=0000000000000000001");
    }

    @Test
    void rejectsWithEveryReasonInThreeLanguages() {
        gateway.send(port("DELAY-PT0S+REJECT-ACCOUNT_NUMBER_MISMATCH,NUMBER_NOT_PORTABLE"));

        CarrierReply reply = gateway.replies(order, 1).getFirst();

        assertThat(reply.getKind()).isEqualTo(CarrierReplyKind.REJECTED);
        assertThat(reply.getReasons())
                .extracting(RejectionReason::getCode)
                .containsExactly("ACCOUNT_NUMBER_MISMATCH", "NUMBER_NOT_PORTABLE");
        assertThat(reply.getReasons())
                .extracting(RejectionReason::getDisposition)
                .containsExactly(Disposition.FIXABLE, Disposition.TERMINAL);
        assertThat(reply.getReasons()).allSatisfy(reason -> {
            assertThat(reason.getSource()).isEqualTo(ReasonSource.LOSING_CARRIER);
            assertThat(reason.getTexts()).containsOnlyKeys("en", "fr", "ja");
            assertThat(reason.getCarrierCode()).isNotBlank();
            assertThat(reason.getPointer()).startsWith("/");
        });
    }

    @Test
    void staysSilentAboutThePortAndConfirmsTheCancel() {
        gateway.send(port("SILENT"));
        CarrierRequest cancel = gateway.send(request(CarrierRequestKind.CANCEL, "SILENT"));

        assertThat(gateway.replies(order, 1)).singleElement().satisfies(reply -> {
            assertThat(reply.getKind()).isEqualTo(CarrierReplyKind.CANCEL_CONFIRMED);
            assertThat(reply.getInReplyTo()).isEqualTo(cancel.getEventId());
        });
    }

    @Test
    void confirmsACancelInFlightAndForgetsThePort() {
        gateway.send(port("DELAY-P10D"));
        gateway.send(request(CarrierRequestKind.CANCEL, "DELAY-P10D"));

        assertThat(gateway.replies(order, 1))
                .extracting(CarrierReply::getKind)
                .containsExactly(CarrierReplyKind.CANCEL_CONFIRMED);
        // The port's own appointment comes and finds nothing to say: the next attempt's answer is the second reply.
        gateway.send(port("DELAY-P10D").setAttempt(2));
        assertThat(gateway.replies(order, 2))
                .extracting(CarrierReply::getAttempt)
                .containsExactly(1, 2);
    }

    @Test
    void movesTheDateByItselfAfterApproving() {
        gateway.send(port("DELAY-PT0S+FOC-P20D+MOVE-FOC-P2D"));

        List<CarrierReply> replies = gateway.replies(order, 2);

        assertThat(replies)
                .extracting(CarrierReply::getKind)
                .containsExactly(CarrierReplyKind.ACCEPTED, CarrierReplyKind.FOC_MOVED);
        assertThat(replies.get(1).getInReplyTo()).isNull();
        assertThat(replies.get(1).getFoc().getInstant())
                .isEqualTo(replies.get(0).getFoc().getInstant().plusSeconds(2 * 24 * 3600));
    }

    @Test
    void withdrawsItsApproval() {
        gateway.send(port("DELAY-PT0S+WITHDRAW-PT4H"));

        assertThat(gateway.replies(order, 2))
                .extracting(CarrierReply::getKind)
                .containsExactly(CarrierReplyKind.ACCEPTED, CarrierReplyKind.APPROVAL_WITHDRAWN);
    }

    @Test
    void agreesToASupplement() {
        gateway.send(port("DELAY-PT0S"));
        gateway.replies(order, 1);
        gateway.send(request(CarrierRequestKind.SUPPLEMENT, "DELAY-PT0S").setRequested(moment("2031-03-06T10:00")));

        CarrierReply reply = gateway.replies(order, 2).get(1);

        assertThat(reply.getKind()).isEqualTo(CarrierReplyKind.SUPPLEMENT_AGREED);
        assertThat(reply.getFoc()).isEqualTo(moment("2031-03-06T10:00"));
    }

    @Test
    void refusesASupplement() {
        gateway.send(port("DELAY-PT0S+REFUSE-SUPPLEMENT"));
        gateway.replies(order, 1);
        gateway.send(request(CarrierRequestKind.SUPPLEMENT, "DELAY-PT0S+REFUSE-SUPPLEMENT"));

        CarrierReply reply = gateway.replies(order, 2).get(1);

        assertThat(reply.getKind()).isEqualTo(CarrierReplyKind.SUPPLEMENT_REFUSED);
        assertThat(reply.getReasons()).extracting(RejectionReason::getCode).containsExactly("CANNOT_SUPP");
    }

    @Test
    void refusesACancel() {
        gateway.send(port("DELAY-PT0S+REFUSE-CANCEL"));
        gateway.replies(order, 1);
        gateway.send(request(CarrierRequestKind.CANCEL, "DELAY-PT0S+REFUSE-CANCEL"));

        assertThat(gateway.replies(order, 2))
                .extracting(CarrierReply::getKind)
                .containsExactly(CarrierReplyKind.ACCEPTED, CarrierReplyKind.CANCEL_REFUSED);
    }

    @Test
    void failsToActivateAsOftenAsAskedAndThenWorks() {
        String account = "DELAY-PT0S+FOC-PT1H+FAIL-ACTIVATION-1-1";
        gateway.send(port(account));
        LocalMoment foc = gateway.replies(order, 1).getFirst().getFoc();
        gateway.send(
                request(CarrierRequestKind.ACTIVATE, account).setRequested(foc).setActivationTry(1));
        CarrierReply first = gateway.replies(order, 2).get(1);
        gateway.send(request(CarrierRequestKind.ACTIVATE, account)
                .setRequested(foc)
                .setNumbers(NUMBERS.subList(1, 2))
                .setActivationTry(2));
        CarrierReply second = gateway.replies(order, 3).get(2);

        assertThat(first.getKind()).isEqualTo(CarrierReplyKind.ACTIVATED);
        assertThat(first.getActivationTry()).isEqualTo(1);
        assertThat(first.getOccurredAt()).isAfterOrEqualTo(foc.getInstant());
        assertThat(first.getActivations())
                .containsExactly(
                        new NumberActivation(NUMBERS.get(0), true, null),
                        new NumberActivation(NUMBERS.get(1), false, "CARRIER_BUSY"));
        assertThat(second.getActivations()).containsExactly(new NumberActivation(NUMBERS.get(1), true, null));
    }

    @Test
    void answersAnOrdinaryAccountNumberByItsMix() {
        UUID accepted = Stream.generate(UUID::randomUUID)
                .filter(id -> gateway.bean(Carriers.class)
                                .find("us-bluegrass")
                                .orElseThrow()
                                .mix()
                                .draw(new Chance(id, 1))
                        instanceof PlannedOutcome.Accept)
                .findFirst()
                .orElseThrow();

        gateway.send(port("8837741")
                .setOrderId(accepted)
                .setCarrierId("us-bluegrass")
                .setNumbers(List.of("+12125550123"))
                .setPasscode(secret(gateway.key().seal(accepted, "40723"))));

        assertThat(gateway.replies(accepted, 1))
                .extracting(CarrierReply::getKind)
                .containsExactly(CarrierReplyKind.ACCEPTED);
    }

    @Test
    void rejectsNumbersThatTheCarrierDoesNotServe() {
        gateway.send(port("8837741")
                .setNumbers(List.of("+12065550161", "+12125550161", "+12069765551"))
                .setPasscode(secret(gateway.key().seal(order, "40723"))));

        assertThat(gateway.replies(order, 1).getFirst().getReasons())
                .extracting(reason -> reason.getCode() + " " + reason.getNumbers())
                .containsExactly("NUMBER_NOT_FOUND [+12125550161]", "NUMBER_NOT_PORTABLE [+12069765551]");
    }

    @Test
    void rejectsNumbersThatHaveLeftTheCarrier() {
        List<String> numbers = List.of("+12065550162");
        String account = "DELAY-PT0S+FOC-PT1H";
        gateway.send(port(account).setNumbers(numbers));
        LocalMoment foc = gateway.replies(order, 1).getFirst().getFoc();
        gateway.send(request(CarrierRequestKind.ACTIVATE, account)
                .setNumbers(numbers)
                .setRequested(foc)
                .setActivationTry(1));
        gateway.replies(order, 2);
        UUID later = UUID.randomUUID();

        gateway.send(port("8837741")
                .setOrderId(later)
                .setNumbers(numbers)
                .setPasscode(secret(gateway.key().seal(later, "40723"))));

        assertThat(gateway.replies(later, 1).getFirst().getReasons())
                .extracting(RejectionReason::getCode)
                .containsExactly("NUMBER_NOT_FOUND");
    }

    @Test
    void refusesAPortToACarrierThatNobodyKnows() {
        gateway.send(port("ACCEPT").setCarrierId("us-gone"));

        CarrierReply reply = gateway.replies(order, 1).getFirst();

        assertThat(reply.getKind()).isEqualTo(CarrierReplyKind.REJECTED);
        assertThat(reply.getReasons()).extracting(RejectionReason::getCode).containsExactly("OTHER");
    }

    @Test
    void answersARedeliveredRequestOnce() {
        CarrierRequest port = gateway.send(port("DELAY-PT0S"));
        gateway.resend(port);
        gateway.replies(order, 1);
        gateway.resend(port);
        gateway.send(request(CarrierRequestKind.CANCEL, "DELAY-PT0S"));

        assertThat(gateway.replies(order, 2))
                .extracting(CarrierReply::getKind)
                .containsExactly(CarrierReplyKind.ACCEPTED, CarrierReplyKind.CANCEL_CONFIRMED);
    }

    @Test
    void continuesTheTraceOfTheRequestInEveryReply() {
        String trace = "0af7651916cd43dd8448eb211c80319c";
        gateway.sendTraced(port("DELAY-PT0S+FOC-P20D+MOVE-FOC-P2D"), "00-" + trace + "-b7ad6b7169203331-01");
        gateway.replies(order, 2);

        assertThat(gateway.recordsSoFar(order))
                .hasSize(2)
                .allSatisfy(reply -> assertThat(new String(
                                reply.headers()
                                        .lastHeader(CloudEventHeaders.TRACE_PARENT)
                                        .value(),
                                StandardCharsets.UTF_8))
                        .startsWith("00-" + trace + "-"));
    }

    @Test
    void makesTheAppointmentOfADelayOfTwentyDaysForTwentyElapsedDays() {
        CarrierRequest port = gateway.send(port("DELAY-P20D"));

        CarrierReply reply = gateway.replies(order, 1).getFirst();
        Instant received = gateway.jdbc()
                .sql("SELECT received_at FROM carrier_request WHERE request_id = :id")
                .param("id", port.getEventId())
                .query(OffsetDateTime.class)
                .single()
                .toInstant();

        assertThat(reply.getKind()).isEqualTo(CarrierReplyKind.ACCEPTED);
        assertThat(reply.getOccurredAt())
                .isAfterOrEqualTo(received.plus(Duration.ofDays(20)).truncatedTo(ChronoUnit.MILLIS));
    }

    // ---- subscriber records
    // ----------------------------------------------------------------------------------------------

    @Test
    void checksSubscriberRecordsAndThePasscode() {
        assertThat(operator("PUT", "/api/v1/subscribers", """
                [{"number": "+12065550199", "carrierId": "us-cascadia", "accountNumber": "ACC-1", "passcode": "40723",
                  "organisation": "Contoso Ltd", "postalCode": "98101"}]""").body()).isEqualTo("{\"loaded\":1}");
        UUID wrong = UUID.randomUUID();

        gateway.send(port("acc1")
                .setNumbers(List.of("+12065550199"))
                .setPasscode(secret(gateway.key().seal(order, "40723"))));
        gateway.send(port("ACC-2")
                .setOrderId(wrong)
                .setNumbers(List.of("+12065550199"))
                .setPasscode(secret(gateway.key().seal(wrong, "40724"))));

        assertThat(gateway.replies(order, 1))
                .extracting(CarrierReply::getKind)
                .containsExactly(CarrierReplyKind.ACCEPTED);
        assertThat(gateway.replies(wrong, 1).getFirst().getReasons())
                .extracting(RejectionReason::getCode)
                .containsExactly("ACCOUNT_NUMBER_MISMATCH", "PIN_MISSING_OR_INVALID");
        assertThat(gateway.jdbc()
                        .sql("SELECT passcode_hash FROM subscriber_record WHERE number = '+12065550199'")
                        .query(String.class)
                        .single())
                .startsWith("$2")
                .doesNotContain("40723");
    }

    @Test
    void reportsEveryFaultOfSubscriberRecordsAndLoadsNone() {
        HttpResponse<String> refused = operator("PUT", "/api/v1/subscribers", """
                [{"number": "+12065550170", "carrierId": "us-cascadia", "accountNumber": "A"},
                 {"number": "12", "carrierId": "nobody"}, {"number": "+12065550170", "carrierId": "us-cascadia", "accountNumber": "B"}]""");

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains("/1/number", "/1/carrierId", "/1/accountNumber", "/2/number", "DUPLICATE", "UNKNOWN_CARRIER");
        assertThat(gateway.jdbc()
                        .sql("SELECT count(*) FROM subscriber_record WHERE number = '+12065550170'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void loadsSubscribersFromAFileAndNamesEveryFaultWithItsLine() {
        HttpResponse<String> loaded = upload("""
                number,carrierId,accountNumber,postalCode
                +12065550181,us-cascadia,ACC-9,98101
                """);
        HttpResponse<String> refused = upload("""
                number,carrierId,accountNumber
                +12065550182,us-cascadia,ACC-9
                12,nobody,
                """);

        assertThat(loaded.body()).isEqualTo("{\"loaded\":1}");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains("Line 3, number", "Line 3, carrierId", "Line 3, accountNumber", "\"/1/carrierId\"");
        gateway.send(port("ACC-9").setNumbers(List.of("+12065550181")));
        assertThat(gateway.replies(order, 1))
                .extracting(CarrierReply::getKind)
                .containsExactly(CarrierReplyKind.ACCEPTED);
    }

    private static HttpResponse<String> upload(String file) {
        return gateway.call(
                "POST",
                "/api/v1/subscribers/file",
                gateway.issuer().operator(),
                "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"s.csv\"\r\n\r\n" + file
                        + "\r\n--x--\r\n",
                "multipart/form-data; boundary=x");
    }

    // ---- a carrier that is asked over HTTP
    // -------------------------------------------------------------------------------

    @Test
    void losesNothingAndSaysNothingTwiceWhileACarrierIsDown() {
        String accepted =
                "{\"sequence\": 1, \"kind\": \"ACCEPTED\", \"foc\": {\"local\": \"2031-03-05T09:00\", \"zone\": \"America/New_York\"}}";
        String moved =
                "{\"sequence\": 2, \"kind\": \"FOC_MOVED\", \"foc\": {\"local\": \"2031-03-07T09:00\", \"zone\": \"America/New_York\"}}";
        gateway.remoteCarrier()
                .then(
                        MisbehavingCarrier.resets(),
                        MisbehavingCarrier.status(500),
                        MisbehavingCarrier.hangs(),
                        MisbehavingCarrier.text("<html>"),
                        MisbehavingCarrier.status(429, "Retry-After: 1"),
                        MisbehavingCarrier.breaksOff(),
                        MisbehavingCarrier.status(503),
                        MisbehavingCarrier.status(302, "Location: /elsewhere"),
                        MisbehavingCarrier.says(""),
                        MisbehavingCarrier.says(accepted))
                .always(MisbehavingCarrier.says(
                        question -> question.body().path("kind").asString().equals("PORT")
                                ? accepted + ", " + moved
                                : "{\"sequence\": 1, \"kind\": \"CANCEL_CONFIRMED\"}",
                        true));
        CarrierRequest port = gateway.send(port("ACC-1")
                .setCarrierId("us-remote")
                .setPasscode(secret(gateway.key().seal(order, "40723"))));

        List<CarrierReply> replies = gateway.replies(order, 2);
        gateway.send(request(CarrierRequestKind.CANCEL, "ACC-1").setCarrierId("us-remote"));
        replies = gateway.replies(order, 3);

        assertThat(replies)
                .extracting(CarrierReply::getKind)
                .containsExactly(
                        CarrierReplyKind.ACCEPTED, CarrierReplyKind.FOC_MOVED, CarrierReplyKind.CANCEL_CONFIRMED);
        assertThat(replies.getFirst().getInReplyTo()).isEqualTo(port.getEventId());
        assertThat(replies.getFirst().getFoc().getLocal()).isEqualTo("2031-03-05T09:00");
        assertThat(gateway.remoteCarrier().asked())
                .filteredOn(asked -> asked.body().path("kind").asString().equals("PORT"))
                .hasSizeGreaterThanOrEqualTo(11)
                .allSatisfy(asked -> assertThat(asked.requestId())
                        .isEqualTo(port.getEventId().toString()));
        assertThat(gateway.remoteCarrier()
                        .asked()
                        .getFirst()
                        .body()
                        .path("port")
                        .path("passcode")
                        .asString())
                .isEqualTo("40723");
        assertThat(operator("POST", "/api/v1/carriers/us-remote/reject-all", "{\"on\": true}")
                        .statusCode())
                .isEqualTo(409);
        assertThat(gateway.call("GET", "/api/v1/carriers", gateway.issuer().operator(), null)
                        .body())
                .contains("\"losingAdapter\":\"http\"")
                .doesNotContain(gateway.remoteCarrier().address().toString());
    }

    // ---- port-outs
    // -------------------------------------------------------------------------------------------------------

    @Test
    void letsAWinningCarrierAskForNumbersAndShowsWhatBecomesOfIt() {
        UUID portOut = UUID.randomUUID();
        gateway.orderServiceAnswers(201, """
                {"id": "%s", "number": "OUT-000007", "status": "APPROVED", "reasons": [], "completesAt": "2026-12-01T18:00:00Z",
                 "lockedUntil": null}""".formatted(portOut));
        String body = """
                {"numbers": ["+12065550123"], "pin": "271828", "requestedPortDate": "2026-12-01T10:00", "zone": "America/Los_Angeles"}""";

        HttpResponse<String> asked = askForPortOut("key-" + portOut, body);
        HttpResponse<String> again = askForPortOut("key-" + portOut, body);

        assertThat(asked.statusCode()).isEqualTo(201);
        assertThat(asked.body())
                .contains(
                        "\"portOutId\":\"" + portOut + "\"",
                        "\"portOutNumber\":\"OUT-000007\"",
                        "\"status\":\"APPROVED\"",
                        "\"completesAt\":\"2026-12-01T18:00:00Z\"",
                        "\"carrierName\":\"Bluegrass Wireless\"")
                .doesNotContain("271828");
        assertThat(again.body()).isEqualTo(asked.body());
        assertThat(callsAbout("271828")).singleElement().satisfies(call -> {
            assertThat(call.path()).isEqualTo("/api/v1/port-out-requests");
            assertThat(call.headers().get("authorization")).startsWith("Bearer ");
            assertThat(call.headers()).containsKeys("idempotency-key", "traceparent");
            assertThat(call.body())
                    .contains(
                            "\"winningCarrierId\":\"us-bluegrass\"",
                            "\"winningCarrierName\":\"Bluegrass Wireless\"",
                            "\"requestedPortDate\":\"2026-12-01T10:00\"",
                            "\"zone\":\"America/Los_Angeles\"");
        });
        assertThat(askForPortOut("key-" + portOut, body.replace("0123", "0124")).statusCode())
                .isEqualTo(422);
        assertThat(gateway.jdbc()
                        .sql("SELECT count(*) FROM port_out_request r WHERE r::text LIKE '%271828%'")
                        .query(Long.class)
                        .single())
                .isZero();

        gateway.send(portOutEvent(portOut, 1, PortOutStatus.APPROVED));
        gateway.send(portOutEvent(portOut, 2, PortOutStatus.COMPLETED));
        Awaitility.await()
                .until(() -> operator("GET", "/api/v1/port-outs?limit=200", null)
                        .body()
                        .contains("\"portOutId\":\"" + portOut
                                + "\",\"portOutNumber\":\"OUT-000007\",\"status\":\"COMPLETED\""));
    }

    @Test
    void showsWhyAPortOutIsRejectedAndPassesOnWhatIsWrongWithARequest() {
        gateway.orderServiceAnswers(201, """
                {"id": null, "number": null, "status": "REJECTED", "reasons": [{"code": "PIN_MISSING_OR_INVALID", "text": "No."}],
                 "completesAt": null, "lockedUntil": "2026-11-30T18:00:00Z"}""");
        HttpResponse<String> rejected = askForPortOut("rejected-" + order, """
                {"numbers": ["+12065550125"], "pin": "000000", "requestedPortDate": "2026-12-01T10:00"}""");
        gateway.orderServiceAnswers(422, """
                {"type": "urn:portline:problem:validation", "status": 422,
                 "errors": [{"pointer": "/requestedPortDate", "code": "PAST", "detail": "This date is past."}]}""");
        HttpResponse<String> refused = askForPortOut("refused-" + order, """
                {"numbers": ["+12065550126"], "requestedPortDate": "2020-12-01T10:00"}""");

        assertThat(rejected.body())
                .contains(
                        "\"portOutId\":null",
                        "\"status\":\"REJECTED\"",
                        "\"reasonCodes\":[\"PIN_MISSING_OR_INVALID\"]",
                        "\"lockedUntil\":\"2026-11-30T18:00:00Z\"");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("/requestedPortDate", "PAST", "This date is past.");
    }

    @Test
    void forgetsARefusedRequestSoThatACorrectedOneMayUseTheKey() {
        gateway.orderServiceAnswers(422, "{\"type\": \"urn:portline:problem:validation\", \"status\": 422}");
        HttpResponse<String> refused = askForPortOut("corrected-" + order, """
                {"numbers": ["+12065550143"], "requestedPortDate": "2020-12-01T10:00"}""");
        String afterwards = operator("GET", "/api/v1/port-outs?limit=200", null).body();
        gateway.orderServiceAnswers(201, "{\"id\": null, \"status\": \"REJECTED\", \"reasons\": []}");
        HttpResponse<String> corrected = askForPortOut("corrected-" + order, """
                {"numbers": ["+12065550143"], "requestedPortDate": "2026-12-01T10:00"}""");

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(afterwards).doesNotContain("+12065550143");
        assertThat(corrected.statusCode()).isEqualTo(201);
        assertThat(corrected.body()).contains("\"status\":\"REJECTED\"");
    }

    @Test
    void keepsARequestThatMayHaveBeenTakenUnderItsIdBefore() {
        String body = """
                {"numbers": ["+12065550144"], "requestedPortDate": "2026-12-01T10:00"}""";
        askForPortOut("taken-" + order, body);
        gateway.orderServiceAnswers(409, "{\"type\": \"urn:portline:problem:conflict\", \"status\": 409}");
        HttpResponse<String> taken = askForPortOut("taken-" + order, body);
        gateway.orderServiceAnswers(422, "{\"type\": \"urn:portline:problem:idempotency-conflict\", \"status\": 422}");
        HttpResponse<String> otherPin = askForPortOut("taken-" + order, body);

        assertThat(taken.statusCode()).isEqualTo(409);
        assertThat(otherPin.statusCode()).isEqualTo(422);
        assertThat(operator("GET", "/api/v1/port-outs?limit=200", null).body()).contains("+12065550144");
    }

    @Test
    void goesOnWithTheSameKeyWhereOrderServiceWasAway() {
        String body = """
                {"numbers": ["+12065550127"], "pin": "314159", "requestedPortDate": "2026-12-01T10:00"}""";

        HttpResponse<String> away = askForPortOut("away-" + order, body);
        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(operator("GET", "/api/v1/port-outs?limit=200", null).body()).contains("\"status\":\"UNANSWERED\"");

        UUID portOut = UUID.randomUUID();
        gateway.orderServiceAnswers(
                201,
                "{\"id\": \"%s\", \"number\": \"OUT-1\", \"status\": \"REQUESTED\", \"reasons\": []}"
                        .formatted(portOut));
        assertThat(askForPortOut("away-" + order, body).body()).contains("\"status\":\"REQUESTED\"");
        assertThat(callsAbout("314159"))
                .extracting(call -> call.headers().get("idempotency-key"))
                .hasSize(2)
                .allMatch(key ->
                        key.equals(callsAbout("314159").getFirst().headers().get("idempotency-key")));
    }

    @Test
    void sendsOrderServiceAKeyThatNothingStoredTells() {
        gateway.orderServiceAnswers(201, "{\"id\": null, \"status\": \"REJECTED\", \"reasons\": []}");
        gateway.orderServiceAnswers(201, "{\"id\": null, \"status\": \"REJECTED\", \"reasons\": []}");
        askForPortOut("one-" + order, """
                {"numbers": ["+12065550141"], "pin": "161803", "requestedPortDate": "2026-12-01T10:00"}""");
        askForPortOut("other-" + order, """
                {"numbers": ["+12065550142"], "pin": "161803", "requestedPortDate": "2026-12-01T10:00"}""");

        List<RunningGateway.OrderServiceCall> calls = callsAbout("161803");
        assertThat(calls)
                .hasSize(2)
                .extracting(call -> call.headers().get("idempotency-key"))
                .doesNotHaveDuplicates()
                .allSatisfy(key -> assertThat(key).matches("\"[A-Za-z0-9_-]{43}\""));
        assertThat(calls)
                .allSatisfy(call -> assertThat(call.headers().get("idempotency-key"))
                        .doesNotContain(requestId(call.body()), order.toString()));
    }

    @Test
    void takesAPortOutBack() {
        UUID portOut = UUID.randomUUID();
        gateway.orderServiceAnswers(
                201,
                "{\"id\": \"%s\", \"number\": \"OUT-2\", \"status\": \"APPROVED\", \"reasons\": []}"
                        .formatted(portOut));
        String asked = askForPortOut("back-" + order, """
                {"numbers": ["+12065550128"], "requestedPortDate": "2026-12-01T10:00"}""").body();
        String requestId = requestId(asked);
        gateway.orderServiceAnswers(
                409, "{\"type\": \"urn:portline:problem:action-not-allowed\", \"detail\": \"Too late.\"}");
        gateway.orderServiceAnswers(200, "{\"status\": \"CANCELLED\"}");

        HttpResponse<String> tooLate = operator("POST", "/api/v1/port-outs/" + requestId + "/cancel", null);
        HttpResponse<String> cancelled = operator("POST", "/api/v1/port-outs/" + requestId + "/cancel", null);

        assertThat(tooLate.statusCode()).isEqualTo(409);
        assertThat(tooLate.body()).contains("Too late.");
        assertThat(cancelled.body()).contains("\"status\":\"CANCELLED\"", "\"portOutId\":\"" + portOut + "\"");
        assertThat(gateway.orderServiceCalls())
                .extracting(RunningGateway.OrderServiceCall::path)
                .contains("/api/v1/port-out-requests/" + portOut + "/cancel");
        assertThat(operator("POST", "/api/v1/port-outs/" + UUID.randomUUID() + "/cancel", null)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void tellsEveryFaultOfAnAskAndKeepsPortOutsForOperators() {
        HttpResponse<String> refused = askForPortOut("faults", """
                {"numbers": ["12", "+12065550123"], "requestedPortDate": "tomorrow", "zone": "Moon/Sea"}""");

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("/numbers/0", "/requestedPortDate", "/zone");
        String tenant = gateway.issuer().tenantAdmin("contoso", "US");
        assertThat(Stream.of(
                        gateway.call("GET", "/api/v1/port-outs", tenant, null),
                        gateway.call("POST", "/api/v1/port-outs/" + order + "/cancel", tenant, null),
                        gateway.call("POST", "/api/v1/winning-carriers/us-bluegrass/port-outs", tenant, "{}"),
                        gateway.call(
                                "POST",
                                "/api/v1/subscribers/file",
                                tenant,
                                "--x--\r\n",
                                "multipart/form-data; boundary=x")))
                .extracting(HttpResponse::statusCode)
                .allMatch(status -> status == 403 || status == 422 || status == 400)
                .startsWith(403, 403, 403);
        assertThat(operator("POST", "/api/v1/winning-carriers/us-gone/port-outs", "{}")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void pagesThroughPortOuts() {
        for (int i = 0; i < 3; i++) {
            gateway.orderServiceAnswers(201, "{\"id\": null, \"status\": \"REJECTED\", \"reasons\": []}");
            askForPortOut("page-" + i + order, """
                    {"numbers": ["+1206555013%d"], "requestedPortDate": "2026-12-01T10:00"}""".formatted(i));
        }

        String first = operator("GET", "/api/v1/port-outs?limit=2", null).body();
        String next = first.replaceAll(".*\"next\":\"([^\"]+)\".*", "$1");
        String second = operator("GET", "/api/v1/port-outs?limit=1&cursor=" + next, null)
                .body();

        assertThat(first).contains("+12065550132", "+12065550131").doesNotContain("+12065550130");
        assertThat(second).contains("+12065550130");
    }

    private static HttpResponse<String> askForPortOut(String key, String body) {
        return gateway.call(
                "POST",
                "/api/v1/winning-carriers/us-bluegrass/port-outs",
                gateway.issuer().operator(),
                body,
                "application/json",
                "Idempotency-Key",
                "\"" + key + "\"");
    }

    private static String requestId(String json) {
        return json.substring(json.indexOf("requestId") + 12, json.indexOf("requestId") + 48);
    }

    private static List<RunningGateway.OrderServiceCall> callsAbout(String text) {
        return gateway.orderServiceCalls().stream()
                .filter(call -> call.body().contains(text))
                .toList();
    }

    private static PortOutStatusEvent portOutEvent(UUID portOut, long version, PortOutStatus status) {
        return PortOutStatusEvent.newBuilder()
                .setEventId(UUID.randomUUID())
                .setPortOutId(portOut)
                .setPortOutNumber("OUT-000007")
                .setTenantId("contoso")
                .setVersion(version)
                .setOccurredAt(Instant.parse("2026-12-01T18:00:00Z"))
                .setStatus(status)
                .setNumbers(List.of("+12065550123"))
                .setWinningCarrierId("us-bluegrass")
                .setRequested(moment("2026-12-01T10:00"))
                .setCompletesAt(moment("2026-12-01T10:00"))
                .setContactsRevision(1)
                .build();
    }

    // ---- the operator's controls
    // -----------------------------------------------------------------------------------------

    @Test
    void pausesACarrierAndLetsItGoOn() {
        assertThat(operator("POST", "/api/v1/carriers/fr-hexatel/pause", null).statusCode())
                .isEqualTo(204);
        assertThat(operator("GET", "/api/v1/simulator", null).body()).contains("\"pausedCarriers\":[\"fr-hexatel\"]");
        gateway.send(port("DELAY-PT0S").setCarrierId("fr-hexatel"));
        UUID other = UUID.randomUUID();
        gateway.send(port("DELAY-PT1M").setOrderId(other));
        gateway.replies(other, 1);
        assertThat(gateway.repliesSoFar(order)).isEmpty();

        assertThat(operator("POST", "/api/v1/carriers/fr-hexatel/resume", null).statusCode())
                .isEqualTo(204);

        assertThat(gateway.replies(order, 1))
                .extracting(CarrierReply::getKind)
                .containsExactly(CarrierReplyKind.ACCEPTED);
    }

    @Test
    void makesACarrierRejectAll() {
        assertThat(operator("POST", "/api/v1/carriers/gb-albion/reject-all", "{\"on\": true}")
                        .statusCode())
                .isEqualTo(204);
        gateway.send(port("DELAY-PT0S").setCarrierId("gb-albion"));
        assertThat(gateway.replies(order, 1))
                .extracting(CarrierReply::getKind)
                .containsExactly(CarrierReplyKind.REJECTED);
        assertThat(operator("GET", "/api/v1/simulator", null).body())
                .contains("\"carriersThatRejectAll\":[\"gb-albion\"]");

        assertThat(operator("POST", "/api/v1/carriers/gb-albion/reject-all", "{\"on\": false}")
                        .statusCode())
                .isEqualTo(204);
        gateway.send(port("DELAY-PT0S").setCarrierId("gb-albion").setAttempt(2));

        assertThat(gateway.replies(order, 2))
                .extracting(CarrierReply::getKind)
                .containsExactly(CarrierReplyKind.REJECTED, CarrierReplyKind.ACCEPTED);
    }

    @Test
    void showsTheBusinessClock() {
        assertThat(operator("GET", "/api/v1/simulator", null).body())
                .contains("\"businessOrigin\":\"" + RunningGateway.BUSINESS_ORIGIN + "\"", "\"speed\":360000");
    }

    @Test
    void keepsTheControlsForOperators() {
        String tenant = gateway.issuer().tenantAdmin("contoso", "US");

        assertThat(Stream.of(
                        gateway.call("GET", "/api/v1/simulator", tenant, null),
                        gateway.call("POST", "/api/v1/carriers/us-cascadia/pause", tenant, null),
                        gateway.call("POST", "/api/v1/carriers/us-cascadia/resume", tenant, null),
                        gateway.call("POST", "/api/v1/carriers/us-cascadia/reject-all", tenant, "{\"on\": true}"),
                        gateway.call("PUT", "/api/v1/subscribers", tenant, "[]")))
                .extracting(HttpResponse::statusCode)
                .containsOnly(403);
        assertThat(operator("POST", "/api/v1/carriers/us-gone/pause", null).statusCode())
                .isEqualTo(404);
    }

    @Test
    void listsTheCarriersAndTheMagicAccountNumbersForWhoeverIsSignedIn() {
        HttpResponse<String> list =
                gateway.call("GET", "/api/v1/carriers", gateway.issuer().tenantAdmin("fabrikam", "FR"), null);

        assertThat(list.statusCode()).isEqualTo(200);
        assertThat(list.body())
                .contains("\"id\":\"us-cascadia\"", "\"id\":\"jp-fujimi\"", "\"zone\":\"Asia/Tokyo\"")
                .contains("\"businessHours\":{\"opens\":\"08:00\",\"closes\":\"17:00\",\"countsUntil\":\"13:00\"}")
                .contains("\"responseHours\":{\"min\":0.5,\"median\":4.0,\"max\":18.0}")
                .contains(
                        "\"focBusinessDays\":{\"simple\":1,\"complex\":4}",
                        "\"cutover\":{\"from\":\"08:00\",\"to\":\"16:00\"}")
                .contains("\"form\":\"FAIL-ACTIVATION-<n>[-<m>]\"")
                .contains(
                        "\"effects\":{\"en\":\"Accepts, and refuses a cancel.\",\"fr\":\"Accepte, et refuse l’annulation.\",\"ja\":\"承認しますが、")
                .contains("\"accountNumberRequired\":true,\"passcodeRequired\":true,\"losingAdapter\":\"simulated\"");
        assertThat(gateway.call("GET", "/api/v1/carriers", null, null).statusCode())
                .isEqualTo(401);
    }

    @Test
    void looksUpNumbersForWhoeverIsSignedIn() {
        String tenant = gateway.issuer().tenantAdmin("contoso", "US");

        HttpResponse<String> found = gateway.call("POST", "/api/v1/number-lookups", tenant, """
                {"numbers": ["+33199001234", "+12069765551", "+390612345678", "+99912345678"]}""");

        assertThat(found.body()).isEqualTo("""
                {"items":[\
                {"number":"+33199001234","carrierId":"fr-hexatel","carrierName":"Hexatel","portable":true,"reasonCode":null},\
                {"number":"+12069765551","carrierId":"us-cascadia","carrierName":"Cascadia Telephone","portable":false,\
                "reasonCode":"NUMBER_NOT_PORTABLE"},\
                {"number":"+390612345678","carrierId":null,"carrierName":null,"portable":false,"reasonCode":"NUMBER_NOT_FOUND"},\
                {"number":"+99912345678","carrierId":null,"carrierName":null,"portable":false,"reasonCode":"NUMBER_NOT_FOUND"}]}""");
        assertThat(gateway.call("POST", "/api/v1/number-lookups", null, "{\"numbers\": [\"+33199001234\"]}")
                        .statusCode())
                .isEqualTo(401);
        assertThat(gateway.call("POST", "/api/v1/number-lookups", tenant, """
                {"numbers": ["0199001234", "+33199001234", null]}""")).satisfies(refused -> {
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.body()).contains("/numbers/0", "/numbers/2").doesNotContain("/numbers/1");
        });
        assertThat(gateway.call("POST", "/api/v1/number-lookups", tenant, "{\"numbers\": []}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(gateway.call(
                                "POST",
                                "/api/v1/number-lookups",
                                tenant,
                                "{\"numbers\": [" + "\"+33199001234\",".repeat(1_000) + "\"+33199001234\"]}")
                        .statusCode())
                .isEqualTo(422);
    }

    /** Run with {@code -Dportline.openapi.write=true} to write the document anew after a change that is meant. */
    @Test
    void servesTheOpenApiDocumentThatIsCommitted() throws IOException {
        Path committed = Path.of("src/main/openapi/carrier-gateway.yaml");
        String served = gateway.call("GET", "/v3/api-docs.yaml", null, null)
                .body()
                .replaceFirst("url: http://localhost:\\d+", "url: http://localhost:8082");
        if (Boolean.getBoolean("portline.openapi.write")) {
            Files.createDirectories(committed.getParent());
            Files.writeString(committed, served);
        }

        assertThat(served).isEqualTo(Files.readString(committed));
    }

    // ---- fixtures
    // --------------------------------------------------------------------------------------------------------

    private HttpResponse<String> operator(String method, String path, String body) {
        return gateway.call(method, path, gateway.issuer().operator(), body);
    }

    private List<String> headers() {
        return Stream.of(gateway.recordsSoFar(order).getFirst().headers().toArray())
                .filter(header -> Stream.of(CloudEventHeaders.ID, CloudEventHeaders.SEQUENCE)
                        .anyMatch(header.key()::equals))
                .map(CarrierGatewayTest::text)
                .toList();
    }

    private static String text(Header header) {
        return header.key() + "=" + new String(header.value(), StandardCharsets.UTF_8);
    }

    private CarrierRequest.Builder port(String accountNumber) {
        return request(CarrierRequestKind.PORT, accountNumber);
    }

    private CarrierRequest.Builder request(CarrierRequestKind kind, String accountNumber) {
        return CarrierRequest.newBuilder()
                .setEventId(UUID.randomUUID())
                .setOrderId(order)
                .setOrderNumber("PO-000042")
                .setTenantId("contoso")
                .setOccurredAt(Instant.parse("2026-11-16T16:00:00Z"))
                .setKind(kind)
                .setAttempt(1)
                .setCarrierId("us-cascadia")
                .setCountry("US")
                .setPortType(PortType.FULL)
                .setNumbers(NUMBERS)
                .setBillingTelephoneNumber(NUMBERS.getFirst())
                .setAccountNumber(accountNumber)
                .setHolder(AccountHolder.newBuilder()
                        .setOrganisation("Contoso Ltd")
                        .setAuthorisedPerson("Ada Admin")
                        .build())
                .setServiceAddress(ServiceAddress.newBuilder()
                        .setLine1("1 Main St")
                        .setCity("Seattle")
                        .setPostalCode("98101")
                        .setCountry("US")
                        .build())
                .setRequested(moment("2031-03-04T10:00"));
    }

    private static LocalMoment moment(String local) {
        return LocalMoment.newBuilder()
                .setLocal(local)
                .setZone("America/Los_Angeles")
                .setInstant(LocalDateTime.parse(local)
                        .atZone(ZoneId.of("America/Los_Angeles"))
                        .toInstant())
                .build();
    }

    private static EncryptedSecret secret(SealedPasscode sealed) {
        return EncryptedSecret.newBuilder()
                .setKeyId(sealed.keyId())
                .setEncapsulation(bytes(sealed.encapsulation()))
                .setNonce(bytes(sealed.nonce()))
                .setCiphertext(bytes(sealed.ciphertext()))
                .build();
    }

    private static ByteBuffer bytes(String base64) {
        return ByteBuffer.wrap(Base64.getDecoder().decode(base64));
    }
}
