package io.portline.order;

import io.portline.order.Api.Answer;
import io.portline.order.portorder.Atomically;
import io.portline.order.portorder.CarrierDirectory;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What an order can do besides being submitted: tried, drafted, dated, listed, exported, documented, grouped. */
class OrderDepthHttpTest extends ServiceTest {

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock businessClock;

    @Autowired
    private CarrierDirectory carriers;

    @Autowired
    private Atomically atomically;

    private Api ada;
    private Api claire;
    private Api desk;
    private Api operator;

    @BeforeEach
    void connect() {
        ada = new Api(port, ISSUER.tenantAdmin("contoso", "US"));
        claire = new Api(port, ISSUER.tenantAdmin("fabrikam", "FR"));
        desk = new Api(port, ISSUER.deskAgent());
        operator = new Api(port, ISSUER.operator());
    }

    private Api newTenant() {
        return new Api(port, ISSUER.tenantAdmin("depth-" + UUID.randomUUID(), "US"));
    }

    private int count(String table) {
        return jdbc.sql("SELECT count(*) FROM " + table).query(Integer.class).single();
    }

    private byte[] bytes(String token, HttpMethod method, String path, Object body) {
        return RestClient.create("http://localhost:" + port + "/api/v1")
                .method(method)
                .uri(path)
                .headers(headers -> headers.setBearerAuth(token))
                .contentType(org.springframework.http.MediaType.APPLICATION_JSON)
                .body(body == null ? Map.of() : body)
                .retrieve()
                .body(byte[].class);
    }

    private static String text(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }

    // ---- dry run and dates

    @Test
    void saysWhatWouldHappenAndChangesNothing() {
        UUID letter = ada.letter();
        List<String> numbers = Api.freshNumbers(2);
        Map<String, Object> order = Api.order(numbers, letter);
        // A Saturday.
        order.put("requestedPortDate", "2027-02-06T10:00");
        int before = count("port_order");
        Answer tried = ada.post("/port-orders?dryRun=true", order);

        assertThat(tried.status()).as("%s", tried.body()).isEqualTo(200);
        JsonNode wouldBe = tried.body().get("wouldBe");
        assertThat(wouldBe.get("status").asString()).isEqualTo("PROCESSING");
        assertThat(wouldBe.get("statusAfterIntake").asString()).isEqualTo("CONTACTING_CARRIER");
        assertThat(wouldBe.get("numberCount").asInt()).isEqualTo(2);
        assertThat(wouldBe.at("/losingCarrier/id").asString()).isEqualTo("us-cascadia");
        assertThat(wouldBe.at("/offer/code").asString()).isEqualTo("WEEKEND");
        assertThat(wouldBe.at("/offer/next/local").asString()).isEqualTo("2027-02-08T00:00");
        assertThat(wouldBe.at("/rule/code").asString()).isEqualTo("CFR_52_35_NON_SIMPLE");
        assertThat(wouldBe.at("/rule/text").asString()).contains("47 CFR 52.35", "4");
        assertThat(count("port_order")).isEqualTo(before);

        // The same order can be submitted, and is offered the same date.
        Answer submitted = ada.post("/port-orders", order);
        assertThat(submitted.status()).isEqualTo(201);
        assertThat(submitted.body().at("/offer/next/local").asString()).isEqualTo("2027-02-08T00:00");
        // Now the same dry run finds what the same submission would.
        assertThat(ada.post("/port-orders?dryRun=true", order).faults())
                .isEqualTo(ada.post("/port-orders", order).faults())
                .containsExactly("/numbers/0 IN_ACTIVE_ORDER", "/numbers/1 IN_ACTIVE_ORDER");
    }

    @Test
    void triesFilesTooAndMistakesNoOtherSpellingForTheRealThing() {
        List<String> numbers = Api.freshNumbers(1);
        Map<String, Object> order = Api.order(numbers, null);
        order.remove("numbers");
        MultiValueMap<String, Object> parts = new LinkedMultiValueMap<>();
        parts.add("order", Api.json(order));
        parts.add(
                "numbers",
                Api.file(
                        "numbers.csv", ("PhoneNumber\n" + numbers.getFirst() + "\n").getBytes(StandardCharsets.UTF_8)));
        parts.add("loa", Api.file("loa.pdf", Api.PDF));
        int letters = count("document");
        assertThat(ada.post("/port-orders?dryRun=true", parts).status()).isEqualTo(200);
        assertThat(count("document")).isEqualTo(letters);
        assertThat(ada.post("/port-orders?dryRun=1", Api.order(numbers, ada.letter()))
                        .status())
                .isEqualTo(400);
        assertThat(ada.post("/port-orders?dryRun=false", Api.order(numbers, ada.letter()))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void listsTheDatesThatMayBeAskedForWithTheRuleBehindTheEarliest() {
        Answer dates = ada.get("/carriers/us-cascadia/foc-dates?country=US&numbers=2&zone=America/Los_Angeles");
        assertThat(dates.status()).isEqualTo(200);
        assertThat(dates.body().get("zone").asString()).isEqualTo("America/Los_Angeles");
        assertThat(dates.body().at("/rule/code").asString()).isEqualTo("CFR_52_35_NON_SIMPLE");
        assertThat(dates.body().get("items").size()).isBetween(30, 44);
        assertThat(ada.get("/carriers/us-cascadia/foc-dates?country=US&numbers=1&simple=true")
                        .body()
                        .at("/rule/code")
                        .asString())
                .isEqualTo("CFR_52_35_SIMPLE");
        assertThat(ada.call(
                                HttpMethod.GET,
                                "/carriers/fr-hexatel/foc-dates?country=FR",
                                null,
                                Map.of("Accept-Language", "ja"))
                        .body()
                        .at("/rule/text")
                        .asString())
                .contains("営業日");
        assertThat(ada.get("/carriers/nobody/foc-dates?country=US").status()).isEqualTo(404);
        assertThat(ada.get("/carriers/us-cascadia/foc-dates?country=XX").status())
                .isEqualTo(400);
        assertThat(ada.get("/carriers/us-cascadia/foc-dates?country=US&zone=Mars/Base")
                        .status())
                .isEqualTo(400);

        UUID id = ada.submit(1).id();
        Answer ofOrder = ada.get("/port-orders/" + id + "/foc-dates");
        assertThat(ofOrder.body().at("/rule/code").asString()).isEqualTo("CFR_52_35_SIMPLE");
        assertThat(claire.get("/port-orders/" + id + "/foc-dates").status()).isEqualTo(404);
    }

    // ---- drafts

    @Test
    void savesCompletesAndSubmitsADraft() {
        Api gina = newTenant();
        List<String> numbers = Api.freshNumbers(2);
        Answer saved =
                gina.post("/drafts", Map.of("name", "Later", "passcode", "s3cret", "numbers", List.of("nonsense")));
        assertThat(saved.status()).isEqualTo(201);
        assertThat(saved.body().get("hasPasscode").asBoolean()).isTrue();
        assertThat(saved.body().at("/order/name").asString()).isEqualTo("Later");
        assertThat(saved.body().toString()).doesNotContain("s3cret");
        String path = "/drafts/" + saved.id();
        assertThat(ada.get(path).status()).isEqualTo(404);

        Answer tooEarly = gina.post(path + "/submission", null);
        assertThat(tooEarly.status()).isEqualTo(422);
        assertThat(tooEarly.faults()).contains("/country REQUIRED", "/loaDocumentId REQUIRED");

        Map<String, Object> order = Api.order(numbers, gina.letter());
        order.remove("passcode");
        assertThat(gina.call(HttpMethod.PUT, path, order, Map.of()).status()).isEqualTo(428);
        Answer completed = gina.call(HttpMethod.PUT, path, order, Map.of("If-Match", saved.etag()));
        assertThat(completed.status()).isEqualTo(200);
        assertThat(completed.body().get("hasPasscode").asBoolean()).isTrue();
        assertThat(gina.call(HttpMethod.PUT, path, order, Map.of("If-Match", saved.etag()))
                        .status())
                .isEqualTo(412);
        assertThat(gina.get("/drafts").body().get("items").size()).isEqualTo(1);
        assertThat(gina.get("/port-orders").body().get("items")).isEmpty();

        Answer submitted = gina.post(path + "/submission", null);
        assertThat(submitted.status()).as("%s", submitted.body()).isEqualTo(201);
        assertThat(submitted.body().get("status").asString()).isEqualTo("PROCESSING");
        assertThat(submitted.body().get("hasPasscode").asBoolean()).isTrue();
        assertThat(gina.get(path).status()).isEqualTo(404);
        assertThat(gina.post(path + "/submission", null).status()).isEqualTo(404);
        assertThat(gina.get("/port-orders").body().get("items").size()).isEqualTo(1);
    }

    @Test
    void throwsADraftAwayAndPagesThroughMany() {
        Api gina = newTenant();
        List<UUID> saved = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            saved.add(gina.post("/drafts", Map.of("name", "Draft " + i)).id());
        }
        Answer first = gina.get("/drafts?limit=2");
        assertThat(first.body().get("items").size()).isEqualTo(2);
        assertThat(first.body().at("/items/0/id").asString())
                .isEqualTo(saved.get(2).toString());
        Answer second =
                gina.get("/drafts?limit=2&cursor=" + first.body().get("next").asString());
        assertThat(second.body().at("/items/0/id").asString())
                .isEqualTo(saved.get(0).toString());
        assertThat(gina.call(HttpMethod.DELETE, "/drafts/" + saved.get(0), null, Map.of())
                        .status())
                .isEqualTo(204);
        assertThat(gina.get("/drafts/" + saved.get(0)).status()).isEqualTo(404);
        assertThat(gina.post("/drafts", Map.of("passcode", "x".repeat(65))).faults())
                .containsExactly("/passcode SIZE");
    }

    // ---- letters, documents, comments

    @Test
    void writesTheLetterToSignInThreeLanguages() throws IOException {
        String token = ISSUER.tenantAdmin("contoso", "US");
        Map<String, Object> order = Api.order(List.of("+12125550100"), null);
        order.put("accountHolder", Map.of("organisation", "株式会社コントソ", "authorisedPerson", "Ada Lovelace"));
        String english = text(bytes(token, HttpMethod.POST, "/letters-of-authorization?language=en", order));
        assertThat(english).contains("Letter of Authorization", "株式会社コントソ", "+12125550100", "Cascadia Telephone");
        assertThat(english).doesNotContain("s3cret");
        assertThat(text(bytes(token, HttpMethod.POST, "/letters-of-authorization?language=fr", order)))
                .contains("Lettre d’autorisation");
        assertThat(text(bytes(token, HttpMethod.POST, "/letters-of-authorization?language=ja", Map.of())))
                .contains("番号移行委任状");
        UUID id = ada.submit(1).id();
        assertThat(text(bytes(token, HttpMethod.GET, "/port-orders/" + id + "/letter-of-authorization", null)))
                .contains("Letter of Authorization", "1 Main Street");
        assertThat(ada.get("/port-orders/" + id + "/letter-of-authorization?language=de")
                        .status())
                .isEqualTo(400);
        assertThat(claire.get("/port-orders/" + id + "/letter-of-authorization").status())
                .isEqualTo(404);
        assertThat(operator.get("/port-orders/" + id + "/letter-of-authorization")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void listsTheDocumentsOfAnOrderAndTakesMore() {
        Answer submitted = ada.submit(1);
        String path = "/port-orders/" + submitted.id();
        Answer added = ada.post(path + "/documents", Api.part("file", "bill.pdf", Api.PDF));
        assertThat(added.status()).isEqualTo(201);
        List<String> kinds = new ArrayList<>();
        ada.get(path + "/documents")
                .body()
                .get("items")
                .forEach(it -> kinds.add(
                        it.get("kind").asString() + " " + it.get("name").asString()));
        assertThat(kinds).containsExactly("LOA loa.pdf", "OTHER bill.pdf");
        assertThat(ada.get("/documents/" + added.id()).status()).isEqualTo(200);
        assertThat(claire.get("/documents/" + added.id()).status()).isEqualTo(404);
        assertThat(claire.get(path + "/documents").status()).isEqualTo(404);
        assertThat(operator.get(path + "/documents").status()).isEqualTo(403);
        assertThat(desk.get(path + "/documents").status()).isEqualTo(404);

        assertThat(ada.post(path + "/comments", Map.of("text", " Please hurry "))
                        .status())
                .isEqualTo(204);
        assertThat(ada.post(path + "/comments", Map.of("text", " ")).faults()).containsExactly("/text REQUIRED");
        List<String> timeline = new ArrayList<>();
        ada.get(path + "/timeline")
                .body()
                .get("items")
                .forEach(it -> timeline.add(
                        it.get("change").asString() + " " + it.path("note").asString("")));
        assertThat(timeline).contains("DOCUMENT_ADDED bill.pdf", "COMMENTED Please hurry");
        assertThat(operator.get(path + "/timeline").body().toString())
                .contains("COMMENTED", "DOCUMENT_ADDED")
                .doesNotContain("hurry", "bill.pdf");

        ada.post(path + "/cancel", null);
        assertThat(ada.post(path + "/comments", Map.of("text", "Too late")).status())
                .isEqualTo(409);
        int documents = count("document");
        assertThat(ada.post(path + "/documents", Api.part("file", "late.pdf", Api.PDF))
                        .status())
                .isEqualTo(409);
        assertThat(count("document")).isEqualTo(documents);
    }

    @Test
    void keepsTheDifferenceOfAnEditInTheTimeline() {
        Answer submitted = ada.submit(2);
        String path = "/port-orders/" + submitted.id();
        Answer cancelled = ada.post(path + "/cancel", null);
        List<String> numbers = new ArrayList<>();
        submitted.body().get("numbers").forEach(number -> numbers.add(number.asString()));
        String fresh = Api.freshNumbers(1).getFirst();
        Map<String, Object> edited = Api.order(List.of(numbers.getFirst(), fresh), ada.letter());
        edited.put("accountNumber", "ACC-2");
        edited.put("passcode", "an0ther");
        edited.put(
                "serviceAddress",
                Map.of("line1", "2 Main Street", "city", "New York", "region", "NY", "postalCode", "10001"));
        // The carrier may still have to confirm the cancellation.
        if (cancelled.body().get("carrierCancelPending").asBoolean()) {
            return;
        }
        Answer again = ada.call(
                HttpMethod.PUT, path, edited, Map.of("If-Match", ada.get(path).etag()));
        assertThat(again.status()).as("%s", again.body()).isEqualTo(200);
        JsonNode entry = null;
        for (JsonNode it : ada.get(path + "/timeline").body().get("items")) {
            entry = it.get("change").asString().equals("RESUBMITTED") ? it : entry;
        }
        Map<String, String> differences = new HashMap<>();
        entry.get("differences")
                .forEach(it -> differences.put(
                        it.get("pointer").asString(),
                        it.path("before").asString("-") + " > "
                                + it.path("after").asString("-")));
        assertThat(differences)
                .containsEntry("/accountNumber", "ACC-1 > ACC-2")
                .containsEntry("/numbers", numbers.get(1) + " > " + fresh)
                .containsEntry("/serviceAddress/line1", "1 Main Street > 2 Main Street")
                .containsEntry("/passcode", "- > -")
                .containsKey("/loaDocumentId")
                .doesNotContainKeys("/name", "/country", "/accountHolder/organisation");
        assertThat(operator.get(path + "/timeline").body().toString())
                .contains("/accountNumber")
                .doesNotContain("ACC-2", "an0ther");
        // Both letters stay with the order.
        assertThat(ada.get(path + "/documents").body().get("items").size()).isEqualTo(2);
    }

    // ---- lists

    @Test
    void filtersSortsAndPagesTheListInEveryWay() {
        Api gina = newTenant();
        List<UUID> ids = new ArrayList<>();
        List<String> dates = List.of("2027-02-03T10:00", "2027-02-01T10:00", "2027-02-02T10:00");
        for (int i = 0; i < 3; i++) {
            Map<String, Object> order = Api.order(Api.freshNumbers(1), gina.letter());
            order.put("name", "Office %d 100%%".formatted(i));
            order.put("requestedPortDate", dates.get(i));
            order.put("losingCarrierId", i == 2 ? "us-bluegrass" : "us-cascadia");
            ids.add(gina.post("/port-orders", order).id());
        }
        assertThat(listed(gina, "sort=portDate")).containsExactly(ids.get(1), ids.get(2), ids.get(0));
        assertThat(listed(gina, "sort=-portDate")).containsExactly(ids.get(0), ids.get(2), ids.get(1));
        assertThat(listed(gina, "sort=submittedAt")).containsExactlyElementsOf(ids);
        assertThat(listed(gina, "carrier=us-bluegrass")).containsExactly(ids.get(2));
        assertThat(listed(gina, "name=office 1")).containsExactly(ids.get(1));
        assertThat(listed(gina, "name=100%")).hasSize(3);
        assertThat(listed(gina, "name=1_0%")).isEmpty();
        assertThat(listed(gina, "dateOf=portDate&from=2027-02-02&to=2027-02-02"))
                .containsExactly(ids.get(2));
        assertThat(listed(gina, "from=2020-01-01&to=2020-12-31")).isEmpty();
        assertThat(listed(gina, "to=2090-01-01")).hasSize(3);
        assertThat(listed(gina, "status=PROCESSING,CONTACTING_CARRIER,ERROR")).hasSize(3);
        gina.post("/port-orders/" + ids.get(0) + "/cancel", null);
        assertThat(listed(gina, "status=CANCELLED,COMPLETED")).containsExactly(ids.get(0));
        assertThat(listed(gina, "status=CANCELLED&status=PROCESSING&status=CONTACTING_CARRIER"))
                .containsExactlyElementsOf(ids.reversed());

        Answer page = gina.get("/port-orders?sort=portDate&limit=2");
        String next = page.body().get("next").asString();
        assertThat(gina.get("/port-orders?sort=portDate&limit=2&cursor=" + next)
                        .body()
                        .at("/items/0/id")
                        .asString())
                .isEqualTo(ids.get(0).toString());
        assertThat(gina.get("/port-orders?limit=2&cursor=" + next).status()).isEqualTo(400);
        assertThat(gina.get("/port-orders?sort=colour").status()).isEqualTo(400);
        assertThat(gina.get("/port-orders?from=yesterday").status()).isEqualTo(400);
    }

    private static List<UUID> listed(Api api, String query) {
        Answer answer = api.get("/port-orders?" + query);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        List<UUID> ids = new ArrayList<>();
        answer.body()
                .get("items")
                .forEach(item -> ids.add(UUID.fromString(item.get("id").asString())));
        return ids;
    }

    @Test
    void filtersByTheReasonOfARejectionAndByTheEffectiveStatus() {
        String tenant = "depth-" + UUID.randomUUID();
        Api gina = new Api(port, ISSUER.tenantAdmin(tenant, "US"));
        UUID wrong = gina.submit(1).id();
        UUID near = gina.submit(1).id();
        jdbc.sql("""
                UPDATE port_order SET status = 'ERROR',
                  progress = jsonb_set(progress, '{reasons}', '[{"code":"NAME_MISMATCH","disposition":"FIXABLE","source":"LOSING_CARRIER","numbers":[],"texts":{}}]')
                WHERE id = :id
                """).param("id", wrong).update();
        // A timer that is late: approved, with a date less than 24 hours away.
        jdbc.sql("""
                UPDATE port_order SET status = 'TRANSFER_APPROVED', foc_local = '2026-11-24T10:00', foc_zone = 'UTC', foc_at = :at
                WHERE id = :id
                """)
                .param("id", near)
                .param("at", businessClock.instant().plusSeconds(20 * 3600).atOffset(java.time.ZoneOffset.UTC))
                .update();
        assertThat(listed(gina, "reason=NAME_MISMATCH")).containsExactly(wrong);
        assertThat(listed(gina, "reason=OTHER")).isEmpty();
        assertThat(gina.get("/port-orders?status=ERROR")
                        .body()
                        .at("/items/0/reasonCodes/0")
                        .asString())
                .isEqualTo("NAME_MISMATCH");
        assertThat(listed(gina, "status=TRANSFER_APPROVED")).isEmpty();
        assertThat(listed(gina, "status=TRANSFER_PENDING")).containsExactly(near);
        assertThat(listed(gina, "status=TRANSFER_PENDING,TRANSFER_APPROVED")).containsExactly(near);
        assertThat(gina.get("/port-orders?status=TRANSFER_PENDING")
                        .body()
                        .at("/items/0/status")
                        .asString())
                .isEqualTo("TRANSFER_PENDING");
    }

    @Test
    void exportsTheListWithoutLettingANameBecomeAFormula() {
        String tenant = "depth-" + UUID.randomUUID();
        String token = ISSUER.tenantAdmin(tenant, "US");
        Api gina = new Api(port, token);
        Map<String, Object> order = Api.order(Api.freshNumbers(1), gina.letter());
        order.put("name", "=HYPERLINK(\"http://evil\",\"x\")");
        gina.post("/port-orders", order);
        gina.submit(1);
        String csv = new String(bytes(token, HttpMethod.GET, "/port-orders/export", null), StandardCharsets.UTF_8);
        assertThat(csv).startsWith("\ufeffnumber,name,country,status,");
        List<String> lines = csv.lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(2)).contains("\"'=HYPERLINK(\"\"http://evil\"\",\"\"x\"\")\"");
        assertThat(bytes(token, HttpMethod.GET, "/port-orders/export?status=COMPLETED", null))
                .isNotEmpty();
        assertThat(gina.get("/port-orders/export?status=LOST").status()).isEqualTo(400);
    }

    /** Whatever is filtered by: the plan reads the page off an index and sorts no more than a few pages. */
    @Test
    void readsTheFirstPageOffAnIndex() {
        atomically.run(() -> {
            // So few rows are quicker read whole; which index would serve many is asked here.
            jdbc.sql("SET LOCAL enable_seqscan = off").update();
            jdbc.sql("SET LOCAL enable_bitmapscan = off").update();
            for (String condition :
                    List.of("TRUE", "status = 'COMPLETED'", "country = 'US'", "carrier_id = 'us-cascadia'")) {
                List<String> plan = jdbc.sql(
                                "EXPLAIN SELECT id FROM port_order o WHERE NOT deleted AND tenant_id = 'contoso' AND "
                                        + condition + " ORDER BY submitted_at DESC, id DESC LIMIT 51")
                        .query((rs, _) -> rs.getString(1))
                        .list();
                assertThat(plan).noneMatch(line -> line.contains("Sort")).anyMatch(line -> line.contains("Index"));
            }
            return true;
        });
    }

    // ---- portability

    @Test
    void checksPortabilityWithoutAnOrder() {
        String taken = ada.submit(1).body().at("/numbers/0").asString();
        String free = Api.freshNumbers(1).getFirst();
        Answer answer = ada.post(
                "/portability-checks",
                Map.of("country", "US", "numbers", List.of(free, taken, "nonsense", "+14155550100", "+12125550199")));
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        JsonNode items = answer.body().get("items");
        assertThat(items.size()).isEqualTo(5);
        assertThat(items.at("/0/portable").asBoolean()).isTrue();
        assertThat(items.at("/0/number").asString()).isEqualTo(free);
        assertThat(items.at("/0/timeZone").asString()).isEqualTo("America/New_York");
        assertThat(items.at("/0/carrier/id").asString()).isIn("us-cascadia", "us-bluegrass");
        assertThat(items.at("/0/accountNumberRequired").asBoolean()).isTrue();
        assertThat(items.at("/1/reason/code").asString()).isEqualTo("PENDING_ORDER");
        assertThat(items.at("/2/valid").asBoolean()).isFalse();
        assertThat(items.at("/2/reason/code").asString()).isEqualTo("NOT_A_NUMBER");
        assertThat(items.at("/3/reason/code").asString()).isEqualTo("NUMBER_NOT_FOUND");
        assertThat(items.at("/4/reason/code").asString()).isEqualTo("NUMBER_NOT_PORTABLE");
        assertThat(items.at("/4/reason/text").asString()).isNotBlank();

        assertThat(ada.post(
                                "/portability-checks",
                                Map.of(
                                        "country",
                                        "US",
                                        "numbers",
                                        IntStream.range(0, 1001)
                                                .mapToObj("+1212555%04d"::formatted)
                                                .toList()))
                        .faults())
                .containsExactly("/numbers SIZE");
        assertThat(ada.post("/portability-checks", Map.of()).faults())
                .containsExactly("/country REQUIRED", "/numbers SIZE");
        assertThat(operator.post("/portability-checks", Map.of()).status()).isEqualTo(403);
    }

    // ---- groups

    private Map<String, Object> group(List<String> numbers, String btn, UUID letter) {
        Map<String, Object> order = Api.order(List.of(btn), letter);
        order.remove("numbers");
        order.remove("losingCarrierId");
        order.put("portType", "FULL");
        Map<String, Object> group = new HashMap<>();
        group.put("tenantId", "contoso");
        group.put("caseId", UUID.randomUUID());
        group.put("caseNumber", "TNS-000042");
        group.put("order", order);
        group.put("numbers", numbers);
        return group;
    }

    @Test
    void letsTheDeskSubmitAGroupFromACaseSplitByCarrierWithTheBillingNumberLast() {
        UUID letter = ada.letter();
        // Cascadia's and Bluegrass's, more than an order may have.
        List<String> cascadia = IntStream.range(0, 1200)
                .mapToObj(i -> "+1212%07d".formatted(6700000 + i * 10))
                .toList();
        List<String> bluegrass = IntStream.range(0, 3)
                .mapToObj(i -> "+1646%07d".formatted(6700000 + i * 10))
                .toList();
        List<String> numbers = new ArrayList<>(cascadia);
        numbers.addAll(bluegrass);
        Map<String, Object> group = group(numbers, cascadia.getFirst(), letter);
        group.put("submitter", Map.of("email", "haru@contoso.example", "name", "Haru", "language", "ja"));
        assertThat(ada.post("/port-order-groups", group).status()).isEqualTo(403);
        Map<String, String> key = Map.of("Idempotency-Key", "\"" + UUID.randomUUID() + "\"");
        Answer answer = desk.call(HttpMethod.POST, "/port-order-groups", group, key);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
        List<String> members = new ArrayList<>();
        answer.body()
                .get("orders")
                .forEach(it -> members.add(it.get("losingCarrierId").asString() + " "
                        + it.get("numberCount").asInt() + " "
                        + it.get("containsBtn").asBoolean()));
        assertThat(members).containsExactly("us-bluegrass 3 false", "us-cascadia 999 false", "us-cascadia 201 true");
        assertThat(desk.call(HttpMethod.POST, "/port-order-groups", group, key).id())
                .isEqualTo(answer.id());
        assertThat(desk.get("/port-order-groups/" + answer.id()).body()).isEqualTo(answer.body());

        UUID last = UUID.fromString(answer.body().at("/orders/2/id").asString());
        Answer order = desk.get("/port-orders/" + last);
        assertThat(order.status()).isEqualTo(200);
        assertThat(order.body().get("caseId").asString())
                .isEqualTo(group.get("caseId").toString());
        assertThat(order.body().get("portType").asString()).isEqualTo("FULL");
        assertThat(order.body().get("name").asString()).isEqualTo("Head office (3/3)");
        // On whose behalf the desk submits is told like anybody who submits, beside those whom the order names.
        assertThat(order.body().at("/contacts/0/email").asString()).isEqualTo("haru@contoso.example");
        assertThat(order.body().at("/contacts/0/role").asString()).isEqualTo("SUBMITTER");
        assertThat(order.body().at("/contacts/1/email").asString()).isEqualTo("bob@contoso.example");
        assertThat(ada.get("/port-orders/" + last).status()).isEqualTo(200);
        assertThat(claire.get("/port-orders/" + last).status()).isEqualTo(404);
        // The desk reads the letter of an order that it submitted.
        assertThat(desk.get("/documents/" + letter).status()).isEqualTo(200);
    }

    @Test
    void createsNoOrderOfAGroupInWhichAnythingIsWrong() {
        UUID letter = ada.letter();
        String taken = ada.submit(1).body().at("/numbers/0").asString();
        String free = Api.freshNumbers(1).getFirst();
        int before = count("port_order");
        Answer unserved = desk.post("/port-order-groups", group(List.of(free, "+14155550123"), free, letter));
        assertThat(unserved.faults()).containsExactly("/numbers/1 NO_CARRIER");
        assertThat(desk.post("/port-order-groups", group(List.of(free, "nonsense"), free, letter))
                        .faults())
                .containsExactly("/numbers/1 NOT_A_NUMBER");
        assertThat(desk.post("/port-order-groups", group(List.of(free, taken), free, letter))
                        .faults())
                .containsExactly("/numbers/1 IN_ACTIVE_ORDER");
        assertThat(desk.post("/port-order-groups", group(List.of(free), taken, letter))
                        .faults())
                .containsExactly("/order/billingTelephoneNumber FULL_PORT_WITHOUT_BTN");
        assertThat(desk.post("/port-order-groups", group(List.of(free), free, UUID.randomUUID()))
                        .faults())
                .containsExactly("/order/loaDocumentId UNKNOWN_DOCUMENT");
        Map<String, Object> onNobodysBehalf = group(List.of(free), free, letter);
        onNobodysBehalf.put("submitter", Map.of("email", "nobody", "language", "en"));
        assertThat(desk.post("/port-order-groups", onNobodysBehalf).faults())
                .containsExactly("/submitter/email NOT_AN_ADDRESS");
        assertThat(desk.post("/port-order-groups", Map.of()).faults())
                .contains("/tenantId REQUIRED", "/caseId REQUIRED", "/order REQUIRED");
        assertThat(count("port_order")).isEqualTo(before);
    }

    /** Each takes its numbers in another order than the other: neither waits for the other for ever, and exactly one gets them. */
    @Test
    void letsOneOfTwoGroupsHaveTheNumbersThatBothWantAtTheSameMoment() throws Exception {
        UUID letter = ada.letter();
        for (int round = 0; round < 8; round++) {
            int first = 7_000_000 + round * 1_000;
            List<String> cascadias = IntStream.range(0, 40)
                    .mapToObj(i -> "+1212%07d".formatted(first + i * 10))
                    .toList();
            List<String> bluegrasss = IntStream.range(0, 40)
                    .mapToObj(i -> "+1646%07d".formatted(first + i * 10))
                    .toList();
            List<String> numbers = new ArrayList<>(cascadias);
            numbers.addAll(bluegrasss);
            // The carrier of the billing number comes last.
            List<Map<String, Object>> groups = List.of(
                    group(numbers, cascadias.getFirst(), letter), group(numbers, bluegrasss.getFirst(), letter));
            List<Answer> answers = atTheSameMoment(
                    groups.stream().map(it -> (Callable<Answer>) () -> desk.post("/port-order-groups", it)));
            assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(201, 422);
            Answer refused = answers.stream()
                    .filter(it -> it.status() == 422)
                    .findFirst()
                    .orElseThrow();
            assertThat(refused.faults()).hasSize(80).allMatch(fault -> fault.endsWith(" IN_ACTIVE_ORDER"));
        }
    }

    /** Two orders that want each other's number are both refused, for neither lets go of its own before it has the other's. */
    @Test
    void refusesTwoOrdersThatTakeEachOthersNumbers() throws Exception {
        UUID letter = ada.letter();
        for (int round = 0; round < 8; round++) {
            List<String> numbers = Api.freshNumbers(2);
            List<UUID> ids = new ArrayList<>();
            for (String number : numbers) {
                UUID id = ada.post("/port-orders", Api.order(List.of(number), letter))
                        .id();
                ids.add(id);
                // As a carrier's rejection leaves it, once intake has done its part.
                await().until(() -> ada.get("/port-orders/" + id)
                        .body()
                        .get("status")
                        .asString()
                        .equals("CONTACTING_CARRIER"));
                jdbc.sql("UPDATE port_order SET status = 'ERROR' WHERE id = :id")
                        .param("id", id)
                        .update();
            }
            // Other numbers need another letter.
            List<UUID> letters = List.of(ada.letter(), ada.letter(), ada.letter());
            List<Answer> answers = atTheSameMoment(IntStream.range(0, 2)
                    .mapToObj(i -> () -> ada.call(
                            HttpMethod.PUT,
                            "/port-orders/" + ids.get(i),
                            Api.order(List.of(numbers.get(1 - i)), letters.get(i)),
                            Map.of("If-Match", "*"))));
            assertThat(answers).extracting(Answer::status).containsExactly(422, 422);
            assertThat(answers).allSatisfy(it -> assertThat(it.faults()).containsExactly("/numbers/0 IN_ACTIVE_ORDER"));
            // Each still has its own, and can keep it.
            Answer kept = ada.call(
                    HttpMethod.PUT,
                    "/port-orders/" + ids.getFirst(),
                    Api.order(List.of(numbers.getFirst(), Api.freshNumbers(1).getFirst()), letters.get(2)),
                    Map.of("If-Match", "*"));
            assertThat(kept.status()).as("%s", kept.body()).isEqualTo(200);
            assertThat(jdbc.sql("SELECT count(*) FROM port_order_number WHERE order_id = :id AND active")
                            .param("id", ids.getFirst())
                            .query(Integer.class)
                            .single())
                    .isEqualTo(2);
        }
    }

    private static List<Answer> atTheSameMoment(Stream<Callable<Answer>> calls) throws Exception {
        List<Callable<Answer>> all = calls.toList();
        CyclicBarrier start = new CyclicBarrier(all.size());
        try (ExecutorService threads = Executors.newFixedThreadPool(all.size())) {
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> answer : threads.invokeAll(all.stream()
                    .map(call -> (Callable<Answer>) () -> {
                        start.await(30, TimeUnit.SECONDS);
                        return call.call();
                    })
                    .toList())) {
                answers.add(answer.get());
            }
            return answers;
        }
    }

    @Test
    void takesAGroupWithItsFiles() {
        List<String> numbers = Api.freshNumbers(2);
        Map<String, Object> group = group(List.of(), numbers.getFirst(), null);
        group.remove("numbers");
        MultiValueMap<String, Object> parts = new LinkedMultiValueMap<>();
        parts.add("group", Api.json(group));
        parts.add(
                "numbers",
                Api.file(
                        "numbers.csv",
                        ("PhoneNumber\n" + String.join("\n", numbers) + "\n").getBytes(StandardCharsets.UTF_8)));
        parts.add("loa", Api.file("loa.pdf", Api.PDF));
        Answer answer = desk.post("/port-order-groups", parts);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
        assertThat(answer.body().get("orders").size()).isEqualTo(1);

        Answer uploaded = desk.post("/documents?tenantId=contoso", Api.part("file", "loa.pdf", Api.PDF));
        assertThat(uploaded.status()).isEqualTo(201);
        assertThat(desk.post("/documents", Api.part("file", "loa.pdf", Api.PDF)).status())
                .isEqualTo(400);
        assertThat(ada.get("/documents/" + uploaded.id()).status()).isEqualTo(200);
        assertThat(ada.post("/documents?tenantId=fabrikam", Api.part("file", "loa.pdf", Api.PDF))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void knowsItsCarriersWithoutAskingForThem() {
        assertThat(carriers.find("us-cascadia")).isPresent();
    }
}
