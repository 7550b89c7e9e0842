package io.portline.order.portout;

import io.micrometer.core.instrument.MeterRegistry;
import io.portline.infrastructure.TestInfrastructure;
import io.portline.messaging.codec.MessageCodec;
import io.portline.order.Api;
import io.portline.order.Api.Answer;
import io.portline.order.ServiceTest;
import io.portline.order.portorder.PortOrders;
import io.portline.order.portout.metrics.PortOutMeters;
import io.portline.schemas.PortOutStatusEvent;
import io.portline.schemas.SubjectContacts;
import io.portline.schemas.SubjectKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Port-outs through the service's doors: what winning carriers ask, what tenants see, what is published. */
@ExtendWith(OutputCaptureExtension.class)
class PortOutComponentTest extends ServiceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final String LATER = "2027-06-01T10:00";
    private static final String PIN = "8305174926";
    private static final String WRONG = "9417705382";

    @LocalServerPort
    private int port;

    @Autowired
    private MessageCodec codec;

    @Autowired
    private PortOrders orders;

    @Autowired
    private PortOutService service;

    @Autowired
    private PortOuts portOuts;

    @Autowired
    private PinKeeper pins;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock businessClock;

    @Autowired
    private MeterRegistry meters;

    private GivenNumbers given;
    private PortOutReader reader;
    private Api gateway;
    private String tenant;
    private Api admin;

    @BeforeEach
    void connect() {
        given = new GivenNumbers(orders);
        reader = new PortOutReader(TestInfrastructure.kafka().bootstrapServers(), codec);
        gateway = new Api(port, ISSUER.service("carrier-gateway"));
        tenant = newTenant();
        admin = admin(tenant, "US");
    }

    @AfterEach
    void disconnect() {
        reader.close();
    }

    private static String newTenant() {
        return "t" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    }

    private Api admin(String tenantId, String country) {
        return new Api(port, ISSUER.tenantAdmin(tenantId, country));
    }

    private List<String> numbersOf(String tenantId, int count) {
        List<String> numbers = Api.freshNumbers(count);
        given.to(tenantId, numbers);
        return numbers;
    }

    private Answer setPin(Api who, String pin) {
        return who.call(HttpMethod.PUT, "/port-out-pin", Map.of("pin", pin), Map.of());
    }

    private static Map<String, Object> request(String carrier, List<String> numbers, String pin, String date) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("requestId", UUID.randomUUID().toString());
        request.put("winningCarrierId", carrier);
        request.put("winningCarrierName", "Bluegrass Wireless");
        request.put("numbers", numbers);
        if (pin != null) {
            request.put("pin", pin);
        }
        request.put("requestedPortDate", date);
        request.put("zone", NEW_YORK.getId());
        return request;
    }

    private Answer ask(String carrier, List<String> numbers, String pin, String date) {
        return send(request(carrier, numbers, pin, date), UUID.randomUUID().toString());
    }

    private Answer send(Map<String, Object> request, String key) {
        Answer answer = gateway.call(HttpMethod.POST, "/port-out-requests", request, Map.of("Idempotency-Key", key));
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
        return answer;
    }

    private String soon(Duration ahead) {
        return LocalDateTime.ofInstant(businessClock.instant().plus(ahead), NEW_YORK)
                .withNano(0)
                .toString();
    }

    private static String status(Answer answer) {
        return answer.body().get("status").asString();
    }

    private static List<String> reasons(Answer answer) {
        List<String> codes = new ArrayList<>();
        answer.body()
                .get("reasons")
                .forEach(reason -> codes.add(reason.get("code").asString()));
        return codes;
    }

    private List<String> statuses(UUID id) {
        return reader.events(id).stream().map(it -> it.getStatus().name()).toList();
    }

    private void awaitStatuses(UUID id, String... expected) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(statuses(id)).containsExactly(expected));
    }

    private List<String> inventory(Api who) {
        List<String> numbers = new ArrayList<>();
        who.get("/numbers?limit=200")
                .body()
                .get("items")
                .forEach(item -> numbers.add(item.get("number").asString()));
        return numbers;
    }

    /** All at the same moment; the answers in the order of the calls. */
    private static <T> List<T> together(List<Callable<T>> calls) throws Exception {
        CyclicBarrier start = new CyclicBarrier(calls.size());
        try (ExecutorService threads = Executors.newFixedThreadPool(calls.size())) {
            List<Future<T>> running = new ArrayList<>();
            for (Callable<T> call : calls) {
                running.add(threads.submit(() -> {
                    start.await();
                    return call.call();
                }));
            }
            List<T> answers = new ArrayList<>();
            for (Future<T> one : running) {
                answers.add(one.get());
            }
            return answers;
        }
    }

    // ---- the PIN

    @Test
    void setsAPinThatCanBeChangedAndNeverBlankedOrSeen() {
        assertThat(admin.get("/port-out-pin").body().get("set").asBoolean()).isFalse();
        assertThat(admin.get("/port-out-pin").body().get("required").asBoolean())
                .isTrue();
        for (String bad : List.of("12345", "12345678901", "12345a", " 123456", "１２３４５６")) {
            Answer refused = setPin(admin, bad);
            assertThat(refused.faults()).as(bad).containsExactly("/pin PIN_DIGITS");
            assertThat(refused.body().toString()).doesNotContain(bad.strip());
        }
        Answer set = setPin(admin, PIN);
        assertThat(set.status()).isEqualTo(200);
        assertThat(set.body().get("set").asBoolean()).isTrue();
        assertThat(set.body().get("changedBy").asString()).isEqualTo("Admin of " + tenant);
        assertThat(set.body().at("/contacts/0/email").asString()).isEqualTo("admin@" + tenant + ".example");
        assertThat(set.body().has("pin")).isFalse();

        assertThat(setPin(admin, "").faults()).containsExactly("/pin REQUIRED");
        assertThat(admin.call(HttpMethod.PUT, "/port-out-pin", "{\"pin\":null}", Map.of())
                        .faults())
                .containsExactly("/pin REQUIRED");
        assertThat(setPin(admin, "000000").status()).isEqualTo(200);
        assertThat(jdbc.sql("SELECT pin FROM port_out_settings WHERE tenant_id = :tenant")
                        .param("tenant", tenant)
                        .query(String.class)
                        .single())
                .doesNotContain("000000");
    }

    @Test
    void theDatabaseItselfKeepsAPinFromBeingBlanked() {
        setPin(admin, PIN);
        org.assertj.core.api.Assertions.assertThatExceptionOfType(
                        org.springframework.dao.DataIntegrityViolationException.class)
                .isThrownBy(() -> jdbc.sql(
                                "UPDATE port_out_settings SET pin = NULL, pin_changed_at = NULL WHERE tenant_id = :tenant")
                        .param("tenant", tenant)
                        .update());
    }

    @Test
    void tenantsOfOtherCountriesHaveNoPinAndNeedNone() {
        String french = newTenant();
        Api claire = admin(french, "FR");
        Answer pin = claire.get("/port-out-pin");
        assertThat(pin.body().get("required").asBoolean()).isFalse();
        Answer refused = setPin(claire, PIN);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(claire.get("/port-out-pin").body().get("set").asBoolean()).isFalse();

        List<String> numbers = numbersOf(french, 2);
        Answer approved = ask("us-bluegrass", numbers, null, LATER);
        assertThat(status(approved)).isEqualTo("APPROVED");
        awaitStatuses(approved.id(), "REQUESTED", "APPROVED");
        // Nobody is named: whoever ordered the numbers is told.
        assertThat(reader.contacts(approved.id()).getFirst().getContacts())
                .extracting(io.portline.schemas.Contact::getEmail)
                .containsExactly("submitter@" + french + ".example");
    }

    @Test
    void aTenantThatNeverCameItselfIsNotOpenForThat() {
        String unheardOf = newTenant();
        List<String> numbers = numbersOf(unheardOf, 1);
        assertThat(reasons(ask("us-bluegrass", numbers, PIN, LATER))).containsExactly("PIN_NOT_SET");
    }

    // ---- from the request to the end

    @Test
    void approvesWithTheRightPinAndLetsTheNumbersGoAtTheLocalDateAndTime() {
        setPin(admin, PIN);
        List<String> numbers = numbersOf(tenant, 3);
        List<String> leaving = numbers.subList(0, 2);
        String date = soon(Duration.ofHours(3));
        Answer answer = ask("us-bluegrass", leaving, PIN, date);

        assertThat(status(answer)).isEqualTo("APPROVED");
        assertThat(answer.body().get("number").asString()).startsWith("OUT-");
        Instant leaves = LocalDateTime.parse(date).atZone(NEW_YORK).toInstant();
        assertThat(Instant.parse(answer.body().get("completesAt").asString())).isEqualTo(leaves);
        assertThat(answer.headers().getLocation()).hasPath("/api/v1/port-outs/" + answer.id());
        awaitStatuses(answer.id(), "REQUESTED", "APPROVED", "COMPLETED");

        List<PortOutStatusEvent> events = reader.events(answer.id());
        assertThat(events).extracting(PortOutStatusEvent::getVersion).containsExactly(1L, 2L, 3L);
        assertThat(events).extracting(PortOutStatusEvent::getContactsRevision).containsOnly(1L);
        assertThat(events.get(0).getCompletesAt()).isNull();
        assertThat(events.get(1).getCompletesAt().getInstant()).isEqualTo(leaves);
        assertThat(events.get(2).getOccurredAt()).isAfterOrEqualTo(leaves);
        assertThat(events.get(2).getNumbers()).isEqualTo(leaving);
        List<SubjectContacts> contacts = reader.contacts(answer.id());
        assertThat(contacts).hasSize(1);
        assertThat(contacts.getFirst().getSubjectKind()).isEqualTo(SubjectKind.PORT_OUT);
        assertThat(contacts.getFirst().getContacts())
                .extracting(io.portline.schemas.Contact::getEmail)
                .containsExactly("admin@" + tenant + ".example");

        assertThat(inventory(admin)).containsExactly(numbers.get(2));
        Answer seen = admin.get("/port-outs/" + answer.id());
        assertThat(status(seen)).isEqualTo("COMPLETED");
        assertThat(seen.body().at("/winningCarrier/name").asString()).isEqualTo("Bluegrass Wireless");
        assertThat(seen.body().at("/requested/zone").asString()).isEqualTo(NEW_YORK.getId());
        assertThat(seen.body().get("timeline").size()).isEqualTo(3);
        Answer history = admin.get("/numbers/" + leaving.getFirst().substring(1));
        assertThat(history.body().get("inventory").isNull()).isTrue();
        assertThat(history.body().at("/orders/0/ported").asBoolean()).isTrue();
        assertThat(history.body().at("/portOuts/0/number").asString())
                .isEqualTo(answer.body().get("number").asString());

        Answer late = gateway.post("/port-out-requests/" + answer.id() + "/cancel", null);
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.body().get("portOutStatus").asString()).isEqualTo("COMPLETED");

        // What has left may come back, to somebody else too.
        String next = newTenant();
        given.to(next, leaving);
        assertThat(inventory(admin(next, "US"))).containsExactlyElementsOf(leaving);
    }

    @Test
    void theWinningCarrierCallsItOffBeforeTheNumbersLeave() {
        setPin(admin, PIN);
        List<String> numbers = numbersOf(tenant, 2);
        UUID id = ask("us-bluegrass", numbers, PIN, LATER).id();
        assertThat(admin.get("/numbers/" + numbers.getFirst().substring(1))
                        .body()
                        .at("/inventory/portOutId")
                        .asString())
                .isEqualTo(id.toString());

        Answer cancelled = gateway.post("/port-out-requests/" + id + "/cancel", null);
        assertThat(cancelled.status()).isEqualTo(200);
        assertThat(status(cancelled)).isEqualTo("CANCELLED");
        assertThat(cancelled.body().get("completesAt").isNull()).isTrue();
        assertThat(gateway.post("/port-out-requests/" + id + "/cancel", null).status())
                .isEqualTo(200);
        awaitStatuses(id, "REQUESTED", "APPROVED", "CANCELLED");
        assertThat(inventory(admin)).containsExactlyElementsOf(numbers);
        assertThat(status(ask("us-cascadia", numbers, PIN, LATER))).isEqualTo("APPROVED");
        assertThat(jdbc.sql("SELECT count(*) FROM scheduled_tasks WHERE task_instance = :id")
                        .param("id", id.toString())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void rejectsWithACodeAndShowsTheTenantOnlyItsOwn() {
        setPin(admin, PIN);
        List<String> mine = numbersOf(tenant, 2);
        List<String> nobodys = Api.freshNumbers(1);
        String other = newTenant();
        List<String> theirs = numbersOf(other, 1);

        Answer unknown = ask("us-bluegrass", nobodys, PIN, LATER);
        assertThat(reasons(unknown)).containsExactly("NUMBER_NOT_FOUND");
        assertThat(unknown.body().get("id").isNull()).isTrue();
        Answer several = ask("us-bluegrass", List.of(mine.getFirst(), theirs.getFirst()), PIN, LATER);
        assertThat(reasons(several)).containsExactly("SPLIT_REQUIRED");
        assertThat(several.body().at("/reasons/0/numbers").isEmpty()).isTrue();
        assertThat(several.body().get("id").isNull()).isTrue();

        Answer partly = ask("us-bluegrass", List.of(mine.getFirst(), nobodys.getFirst()), PIN, LATER);
        assertThat(reasons(partly)).containsExactly("NUMBER_NOT_FOUND");
        assertThat(partly.body().at("/reasons/0/numbers/0").asString()).isEqualTo(nobodys.getFirst());
        assertThat(reasons(ask("us-bluegrass", mine, null, LATER))).containsExactly("PIN_MISSING_OR_INVALID");

        UUID approved = ask("us-bluegrass", mine.subList(0, 1), PIN, LATER).id();
        Answer busy = ask("us-cascadia", mine, PIN, LATER);
        assertThat(reasons(busy)).containsExactly("PENDING_ORDER");
        assertThat(busy.body().at("/reasons/0/numbers/0").asString()).isEqualTo(mine.getFirst());

        List<String> seen = new ArrayList<>();
        admin.get("/port-outs")
                .body()
                .get("items")
                .forEach(item -> seen.add(item.get("status").asString()));
        assertThat(seen).containsExactly("REJECTED", "APPROVED", "REJECTED", "REJECTED");
        assertThat(admin.get("/port-outs?status=APPROVED").body().get("items").size())
                .isEqualTo(1);
        assertThat(admin(other, "US").get("/port-outs/" + approved).status()).isEqualTo(404);
        assertThat(admin(other, "US").get("/port-outs").body().get("items").size())
                .isZero();
        awaitStatuses(busy.id(), "REQUESTED", "REJECTED");
        assertThat(reader.events(busy.id()).getLast().getReasonCodes()).containsExactly("PENDING_ORDER");
        assertThat(admin.get("/port-outs?limit=3").headers().getFirst("Link")).contains("rel=\"next\"");
    }

    @Test
    void answersARepeatedRequestAgainAndRefusesTheIdForAnother() {
        setPin(admin, PIN);
        List<String> numbers = numbersOf(tenant, 1);
        Map<String, Object> request = request("us-bluegrass", numbers, WRONG, LATER);
        Answer first = send(request, "one-" + tenant);
        Answer again = send(request, "one-" + tenant);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(wrongPins("us-bluegrass")).isEqualTo(1);

        request.put("pin", PIN);
        Answer other = gateway.call(
                HttpMethod.POST, "/port-out-requests", request, Map.of("Idempotency-Key", "two-" + tenant));
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.body().get("type").asString()).isEqualTo("urn:portline:problem:conflict");
    }

    private int wrongPins(String carrier) {
        return jdbc.sql(
                        "SELECT cardinality(wrong_at) FROM port_out_attempts WHERE tenant_id = :tenant AND carrier_id = :carrier")
                .param("tenant", tenant)
                .param("carrier", carrier)
                .query(Integer.class)
                .single();
    }

    @Test
    void onlyServicesAskAndOnlyAdminsSettle() {
        Map<String, Object> request = request("us-bluegrass", List.of("+12125550100"), PIN, LATER);
        Api desk = new Api(port, ISSUER.deskAgent());
        Api operator = new Api(port, ISSUER.operator());
        for (Api other : List.of(admin, desk, operator)) {
            assertThat(other.post("/port-out-requests", request).status()).isEqualTo(403);
            assertThat(other.post("/port-out-requests/" + UUID.randomUUID() + "/cancel", null)
                            .status())
                    .isEqualTo(403);
        }
        for (Api other : List.of(gateway, desk, operator)) {
            assertThat(setPin(other, PIN).status()).isEqualTo(403);
            assertThat(other.get("/port-out-pin").status()).isEqualTo(403);
        }
        assertThat(desk.get("/port-outs").status()).isEqualTo(403);
        assertThat(operator.get("/port-outs").status()).isEqualTo(200);
        assertThat(gateway.post("/port-out-requests/" + UUID.randomUUID() + "/cancel", null)
                        .status())
                .isEqualTo(404);
        assertThat(admin.post("/port-outs", request).status()).isEqualTo(405);
    }

    // ---- who is told

    @Test
    void tellsWhoeverTheTenantNamesOfWhatIsUnderWayToo() {
        setPin(admin, PIN);
        UUID id = ask("us-bluegrass", numbersOf(tenant, 1), PIN, LATER).id();
        Answer bad = admin.call(
                HttpMethod.PUT,
                "/port-out-contacts",
                Map.of("contacts", List.of(Map.of("email", "no address"))),
                Map.of());
        assertThat(bad.faults()).containsExactly("/contacts/0/email NOT_AN_ADDRESS");

        Answer named = admin.call(
                HttpMethod.PUT,
                "/port-out-contacts",
                Map.of(
                        "contacts",
                        List.of(Map.of("email", "sec@" + tenant + ".example", "name", "Security", "language", "ja"))),
                Map.of());
        assertThat(named.status()).isEqualTo(200);
        assertThat(named.body().at("/contacts/0/email").asString()).isEqualTo("sec@" + tenant + ".example");
        await().atMost(PATIENCE).until(() -> reader.contacts(id).size() == 2);
        SubjectContacts second = reader.contacts(id).getLast();
        assertThat(second.getVersion()).isEqualTo(2);
        assertThat(second.getContacts()).hasSize(1);
        gateway.post("/port-out-requests/" + id + "/cancel", null);
        awaitStatuses(id, "REQUESTED", "APPROVED", "CANCELLED");
        assertThat(reader.events(id).getLast().getContactsRevision()).isEqualTo(2);
        // None named: the one who set the PIN is told again.
        assertThat(admin.call(HttpMethod.PUT, "/port-out-contacts", Map.of("contacts", List.of()), Map.of())
                        .body()
                        .at("/contacts/0/role")
                        .asString())
                .isEqualTo("SUBMITTER");
    }

    // ---- wrong PINs

    @Test
    void fiveWrongPinsLockThatCarrierForThatTenantAndNobodyElse() {
        setPin(admin, PIN);
        List<String> numbers = numbersOf(tenant, 1);
        for (int i = 0; i < 4; i++) {
            Answer wrong = ask("us-bluegrass", numbers, i == 0 ? "short" : WRONG, LATER);
            assertThat(reasons(wrong)).containsExactly("PIN_MISSING_OR_INVALID");
            assertThat(wrong.body().get("lockedUntil").isNull()).isTrue();
        }
        Answer fifth = ask("us-bluegrass", numbers, WRONG, LATER);
        assertThat(reasons(fifth)).containsExactly("PIN_MISSING_OR_INVALID");
        Instant until = Instant.parse(fifth.body().get("lockedUntil").asString());
        assertThat(until)
                .isBetween(Instant.now().plusSeconds(3500), Instant.now().plusSeconds(3600));
        awaitStatuses(fifth.id(), "REQUESTED", "REJECTED");
        assertThat(reader.events(fifth.id()).getLast().getCarrierLockedUntil())
                .isCloseTo(until, org.assertj.core.api.Assertions.within(1, java.time.temporal.ChronoUnit.MILLIS));

        assertThat(reader.events(fifth.id()).getFirst().getCarrierLockedUntil()).isNull();

        Answer right = ask("us-bluegrass", numbers, PIN, LATER);
        assertThat(reasons(right)).containsExactly("CARRIER_LOCKED");
        assertThat(right.body().get("lockedUntil").isNull()).isFalse();
        // Its first event says so too: by that the contacts are spared a mail for each request under the lock.
        awaitStatuses(right.id(), "REQUESTED", "REJECTED");
        assertThat(reader.events(right.id()))
                .extracting(PortOutStatusEvent::getCarrierLockedUntil)
                .doesNotContainNull();
        assertThat(meters.get("portline.portout.lockouts")
                        .tag("carrier", "us-bluegrass")
                        .counter()
                        .count())
                .isPositive();
        assertThat(meters.get("portline.portout.requests")
                        .tags("outcome", "REJECTED", "reason", "CARRIER_LOCKED", "carrier", "us-bluegrass")
                        .counter()
                        .count())
                .isPositive();
        assertThat(status(ask("us-cascadia", numbers, PIN, LATER))).isEqualTo("APPROVED");
        String other = newTenant();
        Api otherAdmin = admin(other, "US");
        setPin(otherAdmin, PIN);
        assertThat(status(ask("us-bluegrass", numbersOf(other, 1), PIN, LATER))).isEqualTo("APPROVED");

        // The lock is over.
        jdbc.sql("UPDATE port_out_attempts SET locked_until = :past WHERE tenant_id = :tenant")
                .param("past", Instant.now().minusSeconds(1).atOffset(java.time.ZoneOffset.UTC))
                .param("tenant", tenant)
                .update();
        assertThat(reasons(ask("us-bluegrass", numbers, PIN, LATER))).containsExactly("PENDING_ORDER");
    }

    @Test
    void manyWrongPinsAtOnceGiveNoMoreGuessesThanFive() throws Exception {
        setPin(admin, PIN);
        List<String> numbers = numbersOf(tenant, 1);
        List<Callable<Answer>> guesses = IntStream.range(0, 16)
                .mapToObj(i -> (Callable<Answer>) () -> guess(numbers, "41177%05d".formatted(i)))
                .toList();
        List<String> codes =
                together(guesses).stream().flatMap(it -> reasons(it).stream()).toList();
        assertThat(codes).hasSize(16);
        assertThat(codes).filteredOn("PIN_MISSING_OR_INVALID"::equals).hasSize(5);
        assertThat(codes).filteredOn("CARRIER_LOCKED"::equals).hasSize(11);
        assertThat(reasons(ask("us-bluegrass", numbers, PIN, LATER))).containsExactly("CARRIER_LOCKED");
    }

    /** Asks until it is answered: a machine that is slow says 503 to some of many guesses, which count for nothing. */
    private Answer guess(List<String> numbers, String pin) {
        Map<String, Object> request = request("us-bluegrass", numbers, pin, LATER);
        Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
        return await().atMost(PATIENCE)
                .until(
                        () -> gateway.call(HttpMethod.POST, "/port-out-requests", request, key),
                        answer -> answer.status() != 503);
    }

    @Test
    void aPinThatIsChangedWhileItIsLookedAtIsLookedAtAgain() {
        setPin(admin, PIN);
        List<String> numbers = numbersOf(tenant, 1);
        PinKeeper interrupted = new PinKeeper() {
            private boolean changed;

            @Override
            public String protect(String tenantId, Pin pin) {
                return pins.protect(tenantId, pin);
            }

            @Override
            public boolean matches(String tenantId, Pin offered, String stored) {
                boolean matches = pins.matches(tenantId, offered, stored);
                if (!changed) {
                    changed = true;
                    setPin(admin, WRONG);
                }
                return matches;
            }
        };
        PortOutService slow = new PortOutService(
                portOuts, interrupted, UUID::randomUUID, businessClock, Clock.systemUTC(), new PortOutMeters(meters));
        PortOutService.Answer answer = slow.request(new PortOutForm(
                UUID.randomUUID().toString(), "us-bluegrass", "Bluegrass", numbers, PIN, LATER, NEW_YORK.getId()));
        assertThat(((PortOutService.Answer.Attributed) answer).portOut().status())
                .isEqualTo(PortOutStatus.REJECTED);
        assertThat(wrongPins("us-bluegrass")).isEqualTo(1);
    }

    // ---- races

    @Test
    void oneOfTwoCarriersThatAskAtTheSameMomentGetsTheNumber() throws Exception {
        setPin(admin, PIN);
        for (int round = 0; round < 4; round++) {
            List<String> numbers = numbersOf(tenant, 3);
            List<Answer> answers = together(List.of(
                    () -> ask("us-bluegrass", numbers, PIN, LATER),
                    () -> ask("us-cascadia", numbers.reversed(), PIN, LATER)));
            assertThat(answers)
                    .extracting(PortOutComponentTest::status)
                    .containsExactlyInAnyOrder("APPROVED", "REJECTED");
            assertThat(answers).flatExtracting(PortOutComponentTest::reasons).containsExactly("PENDING_ORDER");
        }
    }

    @Test
    void aCancelThatMeetsTheEndIsEitherInTimeOrTooLateAndNeverBoth() throws Exception {
        setPin(admin, PIN);
        for (int round = 0; round < 5; round++) {
            List<String> numbers = numbersOf(tenant, 2);
            UUID id = ask("us-bluegrass", numbers, PIN, soon(Duration.ofMinutes(30)))
                    .id();
            List<Integer> answers = together(List.of(
                    () -> gateway.post("/port-out-requests/" + id + "/cancel", null)
                            .status(),
                    () -> {
                        service.wake(id);
                        return 0;
                    },
                    () -> gateway.post("/port-out-requests/" + id + "/cancel", null)
                            .status()));
            await().atMost(PATIENCE).until(() -> statuses(id).size() >= 3);
            String end = statuses(id).getLast();
            assertThat(statuses(id)).containsExactly("REQUESTED", "APPROVED", end);
            assertThat(answers.getFirst()).isEqualTo(end.equals("CANCELLED") ? 200 : 409);
            assertThat(inventory(admin).containsAll(numbers)).isEqualTo(end.equals("CANCELLED"));
        }
    }

    @Test
    void wakingTwiceLetsTheNumbersGoOnce() throws Exception {
        setPin(admin, PIN);
        List<String> numbers = numbersOf(tenant, 1);
        UUID id =
                ask("us-bluegrass", numbers, PIN, soon(Duration.ofMinutes(20))).id();
        Callable<Object> wake = () -> service.wake(id);
        await().atMost(PATIENCE).until(() -> {
            together(List.of(wake, wake, wake));
            return statuses(id).contains("COMPLETED");
        });
        together(List.of(wake, wake));
        awaitStatuses(id, "REQUESTED", "APPROVED", "COMPLETED");
    }

    // ---- secrecy

    @Test
    void thePinIsNowhere(CapturedOutput log) {
        List<String> numbers = numbersOf(tenant, 1);
        String secret = "7263958140";
        String offered = "6184920573";
        setPin(admin, secret);
        ask("us-bluegrass", numbers, offered, LATER);
        // Requests that are refused for what they are, with the PIN where it does not belong too.
        Map<String, Object> broken = request("us-bluegrass", List.of("nonsense"), offered, "tomorrow");
        broken.put("pinn", offered);
        assertThat(gateway.post("/port-out-requests", broken).body().toString()).doesNotContain(offered);
        Answer number = gateway.post("/port-out-requests", "{\"pin\":" + offered + ",\"numbers\":[\"+12125550100\"]}");
        assertThat(number.status()).isEqualTo(422);
        assertThat(number.body().toString()).doesNotContain(offered);
        Answer approved = ask("us-cascadia", numbers, secret, LATER);
        awaitStatuses(approved.id(), "REQUESTED", "APPROVED");

        List<String> forms = new ArrayList<>();
        for (String pin : List.of(secret, offered)) {
            forms.add(pin);
            forms.add(HexFormat.of().formatHex(pin.getBytes(StandardCharsets.UTF_8)));
        }
        List<String> tables = jdbc.sql(
                        "SELECT table_schema || '.' || table_name FROM information_schema.tables WHERE table_type = 'BASE TABLE'"
                                + " AND table_schema NOT IN ('pg_catalog', 'information_schema')")
                .query(String.class)
                .list();
        assertThat(tables).anyMatch(table -> table.endsWith("idempotency_key"));
        for (String table : tables) {
            for (String row : jdbc.sql(
                            "SELECT CAST(t AS text) FROM " + table + " t WHERE CAST(t AS text) LIKE ANY (:forms)")
                    .param("forms", forms.stream().map(form -> "%" + form + "%").toArray(String[]::new))
                    .query(String.class)
                    .list()) {
                assertThat(row).as(table).isNull();
            }
        }
        reader.all()
                .forEach(record -> assertThat(new String(record.value(), StandardCharsets.ISO_8859_1))
                        .doesNotContain(secret, offered));
        assertThat(Arrays.stream(log.getAll().split("\n"))
                        .filter(line -> line.contains(secret) || line.contains(offered)))
                .isEmpty();
    }
}
