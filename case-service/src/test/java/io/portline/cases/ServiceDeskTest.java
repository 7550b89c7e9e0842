package io.portline.cases;

import io.portline.cases.RunningCases.Answer;
import io.portline.schemas.Actor;
import io.portline.schemas.CaseActivity;
import io.portline.schemas.CaseActivityEvent;
import io.portline.schemas.CaseStatus;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.StreamSupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

/** What the desk does beyond talking: clocks, dates, orders, notes, ratings, search, export; each through the API. */
class ServiceDeskTest {

    private static final byte[] PDF = "%PDF-1.4\n%a letter\n%%EOF\n".getBytes(StandardCharsets.US_ASCII);

    private final RunningCases cases = RunningCases.shared();
    private final String contoso = cases.admin("contoso", "US");
    private final String desk = cases.desk();

    @Test
    void aCaseThatNobodyAnswersIsOverdueAndAnAnswerEndsThat() {
        Answer opened = cases.post(contoso, "/api/v1/cases", callingName("Overdue"));
        String path = "/api/v1/cases/" + opened.id();
        assertThat(opened.body().get("firstAnswerDueBy")).isNotNull();

        List<CaseActivityEvent> events = cases.activities(opened.id(), 2);

        assertThat(events.getLast())
                .extracting(CaseActivityEvent::getActivity, CaseActivityEvent::getActor, CaseActivityEvent::getOverdue)
                .containsExactly(CaseActivity.OVERDUE, Actor.SYSTEM, true);
        assertThat(cases.get(desk, path).body().get("overdue").asBoolean()).isTrue();
        assertThat(ids(cases.get(desk, "/api/v1/cases?view=queue&overdue=true&limit=200")))
                .contains(opened.id().toString());
        assertThat(metrics()).contains("portline_cases{", "portline_cases_overdue{");

        cases.post(desk, path + "/comments", Map.of("text", "Sorry."));

        assertThat(cases.get(desk, path).body().get("overdue").asBoolean()).isFalse();
        CaseActivityEvent answered = cases.activities(opened.id(), 3).getLast();
        assertThat(answered.getOverdue()).isFalse();
        assertThat(answered.getFirstAnswerDueBy()).isNull();
        assertThat(answered.getSolutionDueBy()).isNotNull();
    }

    @Test
    void anInventoryChangeWhoseNumbersAreStillAssignedIsRefusedAtItsInstantWithTheNumbersNamed() {
        cases.orders().assign("+33140000125");
        // What cannot be asked at once is asked again.
        cases.orders().failNext(1);
        Answer opened = cases.post(contoso, "/api/v1/cases", inventoryChange("+33140000124", "+33140000125"));
        assertThat(opened.status()).isEqualTo(201);

        Answer refused = await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> cases.get(contoso, "/api/v1/cases/" + opened.id()),
                        answer -> answer.body().get("status").asString().equals("RESOLVED"));

        assertThat(refused.body().at("/closing/code").asString()).isEqualTo("NOT_POSSIBLE");
        assertThat(refused.body().at("/closing/words").asString())
                .contains("+33140000125")
                .doesNotContain("+33140000124");
        assertThat(refused.body().get("due").asBoolean()).isTrue();
        List<CaseActivityEvent> events = cases.activities(opened.id(), 3);
        assertThat(events).extracting(CaseActivityEvent::getActivity).contains(CaseActivity.DUE);
        assertThat(events.getLast())
                .extracting(CaseActivityEvent::getActivity, CaseActivityEvent::getActor, CaseActivityEvent::getStatus)
                .containsExactly(CaseActivity.RESOLVED, Actor.SYSTEM, CaseStatus.RESOLVED);
    }

    @Test
    void anInventoryChangeWhoseNumbersAreFreeIsDueAndTheDeskKnowsThatItMayGoOn() {
        Answer opened = cases.post(contoso, "/api/v1/cases", inventoryChange("+33140000126"));
        String path = "/api/v1/cases/" + opened.id();

        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        cases.get(desk, path + "/notes").body().get("items").size() == 1);

        assertThat(cases.get(desk, path + "/notes").body().toString()).contains("can be carried out");
        assertThat(cases.get(contoso, path).body().toString()).doesNotContain("can be carried out");
        assertThat(cases.get(contoso, path).body().get("status").asString()).isEqualTo("NEW");
    }

    @Test
    void theDeskGivesACaseToAnAgentWhoHasWorkedThereAndBackToTheQueue() {
        String haru = cases.agent("haru@portline.example", "佐藤 陽");
        cases.get(haru, "/api/v1/cases?view=mine");
        String path = "/api/v1/cases/"
                + cases.post(contoso, "/api/v1/cases", inquiry("Assign me")).id();

        assertThat(cases.get(desk, "/api/v1/desk-agents").body().toString()).contains("haru@portline.example", "佐藤 陽");
        assertThat(cases.get(contoso, "/api/v1/desk-agents").status()).isEqualTo(403);
        Answer assigned = cases.post(desk, path + "/assign", Map.of("agent", "haru@portline.example"));
        assertThat(assigned.body().get("assignee").asString()).isEqualTo("佐藤 陽");
        assertThat(assigned.body().get("status").asString()).isEqualTo("IN_PROGRESS");
        assertThat(ids(cases.get(haru, "/api/v1/cases?view=mine"))).contains(path.substring(path.lastIndexOf('/') + 1));
        assertThat(pointers(cases.post(desk, path + "/assign", Map.of("agent", "nobody"))))
                .containsExactly("/agent NOT_AN_AGENT");

        Map<String, Object> nobody = new HashMap<>();
        nobody.put("agent", null);
        Answer back = cases.post(haru, path + "/assign", nobody);
        assertThat(back.body().get("assignee")).isNull();
        assertThat(ids(cases.get(desk, "/api/v1/cases?view=queue&assigned=false&limit=200")))
                .contains(path.substring(path.lastIndexOf('/') + 1));
        assertThat(cases.post(contoso, path + "/assign", nobody).status()).isEqualTo(403);
    }

    @Test
    void aNoteOfTheDeskIsInNoEventNoExportNoSearchAndNoAnswerToACustomer() {
        Answer opened = cases.post(contoso, "/api/v1/cases", inquiry("Notes"));
        String path = "/api/v1/cases/" + opened.id();

        assertThat(cases.post(desk, path + "/notes", Map.of("text", "Zanzibarian suspicion."))
                        .status())
                .isEqualTo(201);
        cases.post(desk, path + "/comments", Map.of("text", "Hello."));

        assertThat(cases.activities(opened.id(), 2))
                .hasSize(2)
                .noneMatch(e -> String.valueOf(e).contains("Zanzibarian"));
        assertThat(cases.post(contoso, path + "/notes", Map.of("text", "x")).status())
                .isEqualTo(403);
        assertThat(cases.get(contoso, path + "/notes").status()).isEqualTo(403);
        for (String mine : List.of(path, path + "/timeline", "/api/v1/cases/export?view=company&state=all")) {
            assertThat(text(cases.get(contoso, mine))).doesNotContain("Zanzibarian");
        }
        assertThat(ids(cases.get(contoso, "/api/v1/cases?view=company&q=zanzibarian")))
                .isEmpty();
        assertThat(ids(cases.get(desk, "/api/v1/cases?view=queue&q=zanzibarian")))
                .containsExactly(opened.id().toString());
    }

    @Test
    void aClosedCaseIsRatedAndTheDeskIsToldWhatPeopleThinkInGeneral() {
        Answer opened = cases.post(contoso, "/api/v1/cases", inquiry("Rate me"));
        String path = "/api/v1/cases/" + opened.id();
        assertThat(cases.post(contoso, path + "/rating", Map.of("stars", 5)).status())
                .isEqualTo(409);
        cases.post(contoso, path + "/resolve", null);

        assertThat(pointers(cases.post(contoso, path + "/rating", Map.of("stars", 6))))
                .containsExactly("/stars NOT_A_RATING");
        Answer rated = cases.post(contoso, path + "/rating", Map.of("stars", 4, "words", "Quick."));
        assertThat(rated.body().at("/rating/stars").asInt()).isEqualTo(4);
        assertThat(rated.body().at("/rating/words").asString()).isEqualTo("Quick.");
        assertThat(rated.body().get("status").asString()).isEqualTo("RESOLVED");
        assertThat(cases.activities(opened.id(), 3).getLast().getActivity()).isEqualTo(CaseActivity.RATED);

        assertThat(pointers(cases.post(contoso, "/api/v1/feedback", Map.of("stars", 0))))
                .containsExactlyInAnyOrder("/stars NOT_A_RATING", "/words REQUIRED");
        assertThat(cases.post(contoso, "/api/v1/feedback", Map.of("words", "Please answer at night too."))
                        .status())
                .isEqualTo(201);
        assertThat(text(cases.get(desk, "/api/v1/feedback"))).contains("answer at night", "contoso");
        assertThat(cases.get(contoso, "/api/v1/feedback").status()).isEqualTo(403);
    }

    @Test
    void aCaseIsFoundByItsNumbersAndByTheWordsOfBothSides() {
        String tenant = cases.admin("search", "US");
        Answer opened = cases.post(tenant, "/api/v1/cases", callingName("Pelikan and friends"));
        String id = opened.id().toString();
        cases.post(desk, "/api/v1/cases/" + id + "/comments", Map.of("text", "Welche Möwe meinen Sie?"));
        String company = "/api/v1/cases?view=company&q=";

        for (String q : List.of(
                "pelikan",
                "friends%20PELIKAN",
                "m%C3%B6we%20pelikan",
                "%2B1%20(212)%20555-0123",
                opened.body().get("number").asString())) {
            assertThat(ids(cases.get(tenant, company + q))).as(q).containsExactly(id);
        }
        assertThat(ids(cases.get(tenant, company + "pelikan%20albatros"))).isEmpty();
        assertThat(ids(cases.get(tenant, company + "%2B12125550199"))).isEmpty();
        assertThat(ids(cases.get(cases.admin("other", "US"), company + "pelikan")))
                .isEmpty();
        assertThat(ids(cases.get(tenant, "/api/v1/cases?view=company&status=IN_PROGRESS,NEW")))
                .containsExactly(id);
        assertThat(cases.get(tenant, "/api/v1/cases?status=LOST").status()).isEqualTo(400);
    }

    @Test
    void theExportHoldsEveryCaseAndNothingThatASpreadsheetWouldRun() {
        String tenant = cases.admin("export", "FR");
        cases.post(tenant, "/api/v1/cases", inquiry("=HYPERLINK(\"http://evil.example\")"));
        for (int i = 0; i < 3; i++) {
            cases.post(tenant, "/api/v1/cases", inquiry("Number \"" + i + "\", please"));
        }

        Answer export = cases.get(tenant, "/api/v1/cases/export?view=company");

        assertThat(export.status()).isEqualTo(200);
        assertThat(export.header("Content-Type")).startsWith("text/csv");
        assertThat(export.header("Content-Disposition")).startsWith("attachment");
        List<String> lines = text(export).lines().toList();
        assertThat(lines).hasSize(5);
        assertThat(lines.getFirst()).startsWith("\"number\",\"tenant\"");
        assertThat(text(export))
                .contains("\"'=HYPERLINK(\"\"http://evil.example\"\")\"", "\"Number \"\"2\"\", please\"");
        assertThat(cases.get(tenant, "/api/v1/cases/export?view=queue").status())
                .isEqualTo(403);
    }

    @Test
    void theDeskSubmitsTheOrdersOfAPortInCaseOnceAndThePasscodeOnlyPassesThrough() {
        UUID loa = cases.upload(contoso, "loa.pdf", PDF).id();
        Map<String, Object> asked = new HashMap<>(portIn(loa));
        asked.put("contacts", List.of(Map.of("email", "claire@contoso.example", "name", "Claire", "language", "fr")));
        Answer opened = cases.post(contoso, "/api/v1/cases", asked);
        String path = "/api/v1/cases/" + opened.id();
        assertThat(opened.status()).isEqualTo(201);
        assertThat(cases.post(contoso, path + "/orders", Map.of()).status()).isEqualTo(403);

        Answer faulty = cases.post(desk, path + "/orders", Map.of("order", Map.of("passcode", "738291")));
        assertThat(faulty.status()).isEqualTo(422);
        assertThat(pointers(faulty)).containsExactly("/order/accountNumber REQUIRED");

        Map<String, Object> body = Map.of("order", Map.of("accountNumber", "ACCEPT", "passcode", "738291"));
        String key = "\"" + UUID.randomUUID() + "\"";
        Answer submitted = cases.post(desk, path + "/orders", body, "Idempotency-Key", key);
        Answer again = cases.post(desk, path + "/orders", body, "Idempotency-Key", key);

        assertThat(submitted.status()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(submitted.body());
        StubOrderService.Submission sent = cases.orders().submissions().stream()
                .filter(submission -> submission.idempotencyKey().equals(key))
                .findFirst()
                .orElseThrow();
        assertThat(sent.authorization()).isEqualTo("Bearer " + desk);
        assertThat(sent.group().get("tenantId").asString()).isEqualTo("contoso");
        assertThat(sent.group().get("caseId").asString()).isEqualTo(opened.id().toString());
        assertThat(sent.group().get("caseNumber").asString())
                .isEqualTo(opened.body().get("number").asString());
        assertThat(sent.group().get("numbers").get(0).asString()).isEqualTo("+12125550123");
        assertThat(sent.group().at("/order/passcode").asString()).isEqualTo("738291");
        assertThat(sent.whole()).contains("name=\"loa\"", "%PDF-1.4");
        // Who is told of the case is told of its orders.
        assertThat(opened.body().at("/contacts/0/opener").asBoolean()).isTrue();
        assertThat(sent.group().at("/submitter/email").asString())
                .isEqualTo(opened.body().at("/contacts/0/email").asString());
        assertThat(sent.group().at("/order/contacts")).hasSize(1);
        assertThat(sent.group().at("/order/contacts/0/email").asString()).isEqualTo("claire@contoso.example");
        assertThat(sent.group().at("/order/contacts/0/language").asString()).isEqualTo("fr");

        JsonNode after = cases.get(contoso, path).body();
        assertThat(after.get("linkedOrders")).hasSize(2);
        assertThat(after.get("timeline").toString()).contains("ORDER_LINKED", "PO-000101");
        assertThat(after.toString()).doesNotContain("738291");
        List<CaseActivityEvent> linked = cases.activities(opened.id(), 2).stream()
                .filter(event -> event.getActivity() == CaseActivity.ORDER_LINKED)
                .toList();
        assertThat(linked).hasSize(1);
        assertThat(linked.getFirst().getLinkedOrderIds())
                .extracting(UUID::toString)
                .containsExactly(
                        submitted.body().at("/orders/0/id").asString(),
                        submitted.body().at("/orders/1/id").asString());
    }

    @Test
    void onlyAnOpenPortInCaseTakesOrders() {
        String path = "/api/v1/cases/"
                + cases.post(contoso, "/api/v1/cases", inquiry("No orders")).id();

        Answer refused = cases.post(desk, path + "/orders", Map.of("order", Map.of()));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().get("caseStatus").asString()).isEqualTo("NEW");
        assertThat(refused.body().get("actions").toString()).doesNotContain("SUBMIT_ORDERS");
    }

    @Test
    void whenOneResolvesWhileTheOtherAsksOneOfThemIsFirstAndTheCaseSaysSo() throws Exception {
        for (int round = 0; round < 5; round++) {
            Answer opened = cases.post(contoso, "/api/v1/cases", inquiry("Race " + round));
            String path = "/api/v1/cases/" + opened.id();
            List<Integer> statuses = atOnce(
                    () -> cases.post(contoso, path + "/resolve", null).status(),
                    () -> cases.post(desk, path + "/ask", Map.of("text", "Which?"))
                            .status());

            // The question either came before the end or too late; the end always comes.
            assertThat(statuses.getFirst()).isEqualTo(200);
            assertThat(statuses.getLast()).isIn(200, 409);
            List<CaseActivityEvent> events = cases.activities(opened.id(), statuses.getLast() == 200 ? 3 : 2);
            assertThat(events.getLast().getStatus()).isEqualTo(CaseStatus.RESOLVED);
            assertThat(cases.get(contoso, path).body().get("status").asString()).isEqualTo("RESOLVED");
        }
    }

    @Test
    void theDeskAnswersWithDocumentsOfItsOwnAndCannotTakeATenantsForIt() {
        UUID manual = cases.upload(desk, "manual.pdf", PDF).id();
        UUID theirs = cases.upload(contoso, "theirs.pdf", PDF).id();
        Answer opened = cases.post(contoso, "/api/v1/cases", inquiry("Documents"));
        String path = "/api/v1/cases/" + opened.id();

        assertThat(pointers(cases.post(
                        desk, path + "/comments", Map.of("text", "x", "documentIds", List.of(theirs.toString())))))
                .containsExactly("/documentIds/0 NO_SUCH_DOCUMENT");
        assertThat(cases.post(
                                desk,
                                path + "/ask",
                                Map.of("text", "Read this, please.", "documentIds", List.of(manual.toString())))
                        .status())
                .isEqualTo(200);

        assertThat(cases.get(contoso, path + "/documents/" + manual).response().body())
                .isEqualTo(PDF);
        assertThat(cases.activities(opened.id(), 2).getLast().getDocuments())
                .extracting(document -> document.getName(), document -> document.getSizeBytes())
                .containsExactly(tuple("manual.pdf", (long) PDF.length));
    }

    @Test
    void aLargeDocumentGoesInAndComesOutAsItWasAndALargerOneIsRefused() {
        byte[] large = new byte[25 * 1024 * 1024];
        Arrays.fill(large, (byte) 'a');
        large[large.length - 1] = '\n';
        System.arraycopy("PhoneNumber\n".getBytes(StandardCharsets.US_ASCII), 0, large, 0, 12);
        Answer uploaded = cases.upload(contoso, "..\\..\\large.csv", large);
        assertThat(uploaded.status()).isEqualTo(201);
        assertThat(uploaded.body().get("name").asString()).isEqualTo("large.csv");
        assertThat(uploaded.body().get("sizeBytes").asLong()).isEqualTo(large.length);
        Answer opened = cases.post(contoso, "/api/v1/cases", inquiry("Large"));
        String path = "/api/v1/cases/" + opened.id();
        cases.post(
                contoso,
                path + "/comments",
                Map.of("text", "Here.", "documentIds", List.of(uploaded.id().toString())));

        Answer download = cases.get(desk, path + "/documents/" + uploaded.id());

        assertThat(Arrays.equals(download.response().body(), large)).isTrue();
        assertThat(download.header("Content-Length")).isEqualTo(Integer.toString(large.length));
        assertThat(download.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(download.header("Content-Disposition")).startsWith("attachment");
        assertThat(cases.upload(contoso, "larger.csv", new byte[25 * 1024 * 1024 + 1])
                        .status())
                .isEqualTo(413);
    }

    @Test
    void whatTheScanRefusesIsNotKeptAndWhatItHoldsBackWaitsForTheDesk() {
        Answer refused = cases.upload(contoso, "virus.pdf", PDF);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body().get("type").asString()).isEqualTo("urn:portline:problem:document-refused");

        UUID suspect = cases.upload(contoso, "suspect.pdf", PDF).id();
        Answer opened = cases.post(contoso, "/api/v1/cases", inquiry("Suspect"));
        String path = "/api/v1/cases/" + opened.id();
        cases.post(contoso, path + "/comments", Map.of("text", "Here.", "documentIds", List.of(suspect.toString())));
        String document = path + "/documents/" + suspect;
        for (String token : List.of(contoso, desk)) {
            Answer held = cases.get(token, document);
            assertThat(held.status()).isEqualTo(409);
            assertThat(held.body().get("type").asString()).isEqualTo("urn:portline:problem:document-quarantined");
        }
        assertThat(cases.post(contoso, document + "/release", null).status()).isEqualTo(403);

        assertThat(cases.post(desk, document + "/release", null).status()).isEqualTo(200);

        assertThat(cases.get(contoso, document).response().body()).isEqualTo(PDF);
        assertThat(cases.post(desk, document + "/release", null).status()).isEqualTo(200);
        for (String token : List.of(contoso, desk)) {
            JsonNode timeline = cases.get(token, path).body().at("/timeline/items");
            assertThat(timeline).as("released once").hasSize(3);
            JsonNode released = timeline.get(2);
            assertThat(released.get("change").asString()).isEqualTo("DOCUMENT_RELEASED");
            assertThat(released.get("actor").asString()).isEqualTo("DESK");
            assertThat(released.at("/documents/0/name").asString()).isEqualTo("suspect.pdf");
        }
        CaseActivityEvent event = cases.activities(opened.id(), 3).getLast();
        assertThat(event.getActivity()).isEqualTo(CaseActivity.DOCUMENT_ADDED);
        assertThat(event.getActor()).isEqualTo(Actor.DESK);
        assertThat(event.getVersion()).isEqualTo(3);
        assertThat(event.getDocuments())
                .singleElement()
                .satisfies(one -> assertThat(one.getDocumentId()).isEqualTo(suspect));
    }

    private static List<Integer> atOnce(Callable<Integer> one, Callable<Integer> other) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(2);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<Integer> first = threads.submit(() -> {
                barrier.await();
                return one.call();
            });
            Future<Integer> second = threads.submit(() -> {
                barrier.await();
                return other.call();
            });
            return List.of(first.get(), second.get());
        }
    }

    private static Map<String, Object> inquiry(String title) {
        return Map.of(
                "category", "GENERAL_INQUIRY", "country", "FR", "title", title, "description", "We have ten of them.");
    }

    private static Map<String, Object> callingName(String title) {
        return Map.of(
                "category",
                "NEW_REQUEST",
                "type",
                "CUSTOM_CALLING_NAME",
                "country",
                "US",
                "title",
                title,
                "description",
                "Please set it.",
                "fields",
                Map.of("callingName", "CONTOSO", "numbers", List.of("+12125550123")));
    }

    private static Map<String, Object> inventoryChange(String... numbers) {
        LocalDateTime soon =
                LocalDateTime.now(Clock.system(ZoneId.of("Europe/Paris"))).plusSeconds(4);
        return Map.of(
                "category",
                "NEW_REQUEST",
                "type",
                "INVENTORY_TYPE_CHANGE",
                "country",
                "FR",
                "title",
                "Service numbers",
                "description",
                "Please.",
                "fields",
                Map.of(
                        "convertTo",
                        "SERVICE",
                        "requestedAt",
                        soon.toString(),
                        "unassignedUnderstood",
                        true,
                        "numbers",
                        List.of(numbers)));
    }

    private static Map<String, Object> portIn(UUID loa) {
        return Map.of(
                "category",
                "NEW_REQUEST",
                "type",
                "PORT_IN",
                "country",
                "US",
                "title",
                "A thousand numbers",
                "description",
                "From Cascadia.",
                "zone",
                "America/New_York",
                "fields",
                Map.of(
                        "orderName",
                        "New York office",
                        "requestedAt",
                        "2099-12-01T10:00",
                        "numbers",
                        List.of("+12125550123", "+12125550124"),
                        "loaDocumentId",
                        loa.toString()));
    }

    private static String text(Answer answer) {
        return new String(answer.response().body(), StandardCharsets.UTF_8);
    }

    private static List<String> ids(Answer page) {
        return StreamSupport.stream(page.body().get("items").spliterator(), false)
                .map(item -> item.get("id").asString())
                .toList();
    }

    private static List<String> pointers(Answer answer) {
        return StreamSupport.stream(answer.body().get("errors").spliterator(), false)
                .map(error -> error.get("pointer").asString() + " "
                        + error.get("code").asString())
                .toList();
    }

    @Test
    void requestsAreMeasuredAndNotEachFilterOnTheirWay() {
        cases.get(desk, "/api/v1/cases?limit=1");

        assertThat(metrics()).contains("http_server_requests").doesNotContain("spring_security");
    }

    private String metrics() {
        return new String(
                cases.send(cases.request(null, "/actuator/prometheus").GET())
                        .response()
                        .body(),
                StandardCharsets.UTF_8);
    }
}
