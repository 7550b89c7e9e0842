package io.portline.order;

import io.portline.order.Api.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** What the service answers to good and bad requests. */
class PortOrderHttpTest extends ServiceTest {

    @LocalServerPort
    private int port;

    private Api ada;
    private Api claire;

    @BeforeEach
    void connect() {
        ada = new Api(port, ISSUER.tenantAdmin("contoso", "US"));
        claire = new Api(port, ISSUER.tenantAdmin("fabrikam", "FR"));
    }

    @Test
    void takesAnOrderWithItsFilesInOneRequest() {
        List<String> numbers = Api.freshNumbers(2);
        Map<String, Object> order = Api.order(numbers, null);
        order.remove("numbers");
        MultiValueMap<String, Object> parts = new LinkedMultiValueMap<>();
        parts.add("order", Api.json(order));
        parts.add("numbers", Api.file("numbers.csv", csv(numbers)));
        parts.add("loa", Api.file("loa.pdf", Api.PDF));
        Answer answer = ada.post("/port-orders", parts);

        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
        assertThat(answer.body().get("numbers").size()).isEqualTo(2);
        UUID letter = UUID.fromString(answer.body().get("loaDocumentId").asString());
        assertThat(ada.get("/documents/" + letter).status()).isEqualTo(200);
        assertThat(claire.get("/documents/" + letter).status()).isEqualTo(404);
    }

    private static byte[] csv(List<String> rows) {
        return ("PhoneNumber\n" + String.join("\n", rows) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void tellsEveryBadRowAndEveryBadFieldAtOnceAndCreatesNothing() {
        String taken = ada.submit(1).body().at("/numbers/0").asString();
        List<String> numbers = Api.freshNumbers(1);
        Map<String, Object> order = Api.order(numbers, null);
        order.remove("numbers");
        order.put("losingCarrierId", "us-nobody");
        order.put("loaSignedOn", "2026-01-01");
        String name = "Unheard of " + UUID.randomUUID();
        order.put("name", name);
        MultiValueMap<String, Object> parts = new LinkedMultiValueMap<>();
        parts.add("order", Api.json(order));
        parts.add("numbers", Api.file("numbers.csv", csv(List.of(numbers.getFirst(), "nonsense", taken))));
        parts.add("loa", Api.file("loa.pdf", Api.PDF));
        Answer answer = claire.call(HttpMethod.POST, "/port-orders", parts, Map.of("Accept-Language", "fr"));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.faults())
                .containsExactlyInAnyOrder(
                        "/losingCarrierId UNKNOWN_CARRIER", "/loaSignedOn LOA_EXPIRED", "numbers BAD_ROWS");
        List<String> rows = new ArrayList<>();
        answer.body()
                .get("rows")
                .forEach(row -> rows.add(row.get("line").asInt() + " "
                        + row.get("text").asString() + " " + row.get("code").asString()));
        assertThat(rows).containsExactly("3 nonsense NOT_A_NUMBER", "4 " + taken + " IN_ACTIVE_ORDER");
        // Whose order it is is not said.
        assertThat(answer.body().toString()).doesNotContain("contoso", "PO-");
        assertThat(answer.body().toString()).contains("Ce numéro figure dans une autre demande");
        assertThat(claire.get("/port-orders?q=" + name.substring(0, 20).replace(' ', '+'))
                        .body()
                        .get("items"))
                .isEmpty();
    }

    @Test
    void pointsToATnsCaseForMoreThan999Numbers() {
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            numbers.add("+1415555%04d".formatted(i));
        }
        Answer answer = ada.post("/port-orders", Api.order(numbers, ada.letter()));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.faults()).contains("/numbers TOO_MANY_NUMBERS");
        assertThat(answer.body().at("/instead/case/type").asString()).isEqualTo("PORT_IN");
    }

    @Test
    void letsExactlyOneOfTwoSimultaneousSubmissionsHaveTheNumber() throws Exception {
        for (int round = 0; round < 5; round++) {
            List<String> numbers = Api.freshNumbers(3);
            UUID adas = ada.letter();
            UUID claires = claire.letter();
            CyclicBarrier together = new CyclicBarrier(2);
            try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
                CompletableFuture<Answer> one =
                        CompletableFuture.supplyAsync(() -> submit(together, ada, numbers, adas), threads);
                CompletableFuture<Answer> other = CompletableFuture.supplyAsync(
                        () -> submit(together, claire, numbers.reversed(), claires), threads);
                List<Answer> answers = List.of(one.get(), other.get());
                assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(201, 422);
                Answer loser = answers.stream()
                        .filter(it -> it.status() == 422)
                        .findFirst()
                        .orElseThrow();
                assertThat(loser.faults())
                        .containsExactlyInAnyOrder(
                                "/numbers/0 IN_ACTIVE_ORDER",
                                "/numbers/1 IN_ACTIVE_ORDER",
                                "/numbers/2 IN_ACTIVE_ORDER");
            }
        }
    }

    private static Answer submit(CyclicBarrier together, Api api, List<String> numbers, UUID letter) {
        Map<String, Object> order = Api.order(numbers, letter);
        try {
            together.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return api.post("/port-orders", order);
    }

    @Test
    void freesTheNumbersOfACancelledOrder() {
        List<String> numbers = Api.freshNumbers(2);
        Answer first = ada.post("/port-orders", Api.order(numbers, ada.letter()));
        ada.post("/port-orders/" + first.id() + "/cancel", null);
        assertThat(claire.post("/port-orders", Api.order(numbers, claire.letter()))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void hidesAnOrderFromOtherTenantsAndFromTheDeskUnlessACaseLinksIt() {
        UUID id = ada.submit(1).id();
        assertThat(claire.get("/port-orders/" + id).status()).isEqualTo(404);
        assertThat(claire.post("/port-orders/" + id + "/cancel", null).status()).isEqualTo(404);
        assertThat(claire.get("/port-orders/" + id + "/timeline").status()).isEqualTo(404);
        assertThat(new Api(port, ISSUER.deskAgent()).get("/port-orders/" + id).status())
                .isEqualTo(404);
        assertThat(ada.get("/port-orders/" + UUID.randomUUID()).status()).isEqualTo(404);
    }

    @Test
    void showsOperatorsAnOrderWithoutAccountDataAndServicesNone() {
        Answer order = ada.submit(1);
        Api operator = new Api(port, ISSUER.operator());
        Answer seen = operator.get("/port-orders/" + order.id());
        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.body().toString()).doesNotContain("ACC-1");
        assertThat(operator.post("/port-orders/" + order.id() + "/cancel", null).status())
                .isEqualTo(403);
        assertThat(operator.get("/documents/"
                                + order.body().get("loaDocumentId").asString())
                        .status())
                .isEqualTo(403);
        assertThat(new Api(port, ISSUER.service("case-service"))
                        .get("/port-orders/" + order.id())
                        .status())
                .isEqualTo(403);
    }

    @Test
    void refusesWhoeverHasNoGoodToken() {
        assertThat(new Api(port, "nonsense").get("/port-orders").status()).isEqualTo(401);
        assertThat(new Api(
                                port,
                                ISSUER.token(it -> it.tenant("contoso", "US")
                                        .roles("TENANT_ADMIN")
                                        .audience("case-service")))
                        .get("/port-orders")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void refusesBrokenJsonUnknownMembersAndLettersThatAreNone() {
        assertThat(ada.post("/port-orders", "{\"name\":").status()).isEqualTo(400);
        Map<String, Object> order = Api.order(Api.freshNumbers(1), ada.letter());
        order.put("colour", "red");
        assertThat(ada.post("/port-orders", order).faults()).containsExactly("/colour UNKNOWN_PROPERTY");
        Answer noPdf = ada.post("/documents", Api.part("file", "loa.pdf", "hello".getBytes(StandardCharsets.UTF_8)));
        assertThat(noPdf.status()).isEqualTo(415);
    }

    @Test
    void refusesALetterOfMoreThan10MebibytesAndTakesOneOfExactlyThat() {
        byte[] large = new byte[10 * 1024 * 1024];
        System.arraycopy(Api.PDF, 0, large, 0, 9);
        byte[] end = "%%EOF".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(end, 0, large, large.length - end.length, end.length);
        assertThat(ada.post("/documents", Api.part("file", "loa.pdf", large)).status())
                .isEqualTo(201);
        assertThat(ada.post("/documents", Api.part("file", "loa.pdf", java.util.Arrays.copyOf(large, large.length + 1)))
                        .status())
                .isEqualTo(413);
    }

    @Test
    void answersTheSameIdempotencyKeyWithTheSameOrder() {
        Map<String, Object> order = Api.order(Api.freshNumbers(1), ada.letter());
        Map<String, String> key = Map.of("Idempotency-Key", "\"" + UUID.randomUUID() + "\"");
        Answer first = ada.call(HttpMethod.POST, "/port-orders", order, key);
        Answer second = ada.call(HttpMethod.POST, "/port-orders", order, key);
        assertThat(first.status()).isEqualTo(201);
        assertThat(second.id()).isEqualTo(first.id());
    }

    @Test
    void listsTheNewestFirstByPagesAndFilters() {
        Api gina = new Api(port, ISSUER.tenantAdmin("lists-" + UUID.randomUUID(), "US"));
        List<UUID> submitted =
                Stream.generate(() -> gina.submit(1).id()).limit(5).toList();
        List<UUID> listed = new ArrayList<>();
        String next = "/port-orders?limit=2";
        while (next != null) {
            Answer page = gina.get(next);
            page.body()
                    .get("items")
                    .forEach(item -> listed.add(UUID.fromString(item.get("id").asString())));
            next = page.body().has("next")
                    ? "/port-orders?limit=2&cursor=" + page.body().get("next").asString()
                    : null;
        }
        assertThat(listed).containsExactlyElementsOf(submitted.reversed());

        Answer third = gina.get("/port-orders/" + submitted.get(2));
        String number = third.body().at("/numbers/0").asString();
        assertThat(gina.get("/port-orders?number=" + number.substring(1))
                        .body()
                        .get("items")
                        .size())
                .isEqualTo(1);
        gina.post("/port-orders/" + submitted.get(2) + "/cancel", null);
        assertThat(gina.get("/port-orders?status=CANCELLED").body().get("items").size())
                .isEqualTo(1);
        assertThat(gina.get("/port-orders?country=FR").body().get("items")).isEmpty();
        assertThat(gina.get("/port-orders?q=" + third.body().get("number").asString())
                        .body()
                        .get("items")
                        .size())
                .isEqualTo(1);
        assertThat(gina.get("/port-orders?q=100%25").body().get("items")).isEmpty();
        assertThat(gina.get("/port-orders?status=LOST").status()).isEqualTo(400);
    }

    @Test
    void addsContactsWhichIsNoEdit() {
        UUID id = ada.submit(1).id();
        Answer more = ada.post(
                "/port-orders/" + id + "/contacts",
                Map.of("contacts", List.of(Map.of("email", "eve@contoso.example"))));
        assertThat(more.status()).isEqualTo(200);
        assertThat(more.body().get("contacts").size()).isEqualTo(3);
        assertThat(ada.post(
                                "/port-orders/" + id + "/contacts",
                                Map.of("contacts", List.of(Map.of("email", "nonsense"))))
                        .faults())
                .containsExactly("/contacts/0/email NOT_AN_ADDRESS");
    }

    @Test
    void answersInTheCallersLanguage() {
        Answer order = ada.submit(1);
        assertThat(ada.call(HttpMethod.GET, "/port-orders/" + order.id(), null, Map.of("Accept-Language", "ja"))
                        .body()
                        .get("statusLabel")
                        .asString())
                .isIn("処理中", "移転元事業者に確認中");
        Answer table = ada.get("/port-orders/actions");
        assertThat(table.body().get("items").size()).isEqualTo(7);
    }
}
