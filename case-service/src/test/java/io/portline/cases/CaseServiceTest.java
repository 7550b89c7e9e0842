package io.portline.cases;

import io.portline.cases.RunningCases.Answer;
import io.portline.schemas.Actor;
import io.portline.schemas.CaseActivity;
import io.portline.schemas.CaseActivityEvent;
import io.portline.schemas.CaseStatus;
import io.portline.schemas.Contact;
import io.portline.schemas.ContactRole;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import static org.assertj.core.api.Assertions.assertThat;

class CaseServiceTest {

    private static final byte[] PDF = "%PDF-1.4\n%a letter\n%%EOF\n".getBytes(StandardCharsets.US_ASCII);

    private final RunningCases cases = RunningCases.shared();
    private final String contoso = cases.admin("contoso", "US");
    private final String fabrikam = cases.admin("fabrikam", "FR");
    private final String desk = cases.desk();

    @Test
    void aCaseGoesFromOpeningToResolvedAndEveryStepIsPublishedInOrder() {
        Answer opened = cases.post(contoso, "/api/v1/cases", inquiry());
        assertThat(opened.status()).isEqualTo(201);
        assertThat(opened.header("Location")).isEqualTo("/api/v1/cases/" + opened.id());
        assertThat(opened.header("ETag")).isEqualTo("\"1\"");
        assertThat(opened.body().get("number").asString()).matches("TNS-\\d{6}");
        assertThat(texts(opened.body().get("actions")))
                .containsExactly("VIEW", "COMMENT", "RESOLVE", "CANCEL", "CHANGE_CONTACTS");
        String path = "/api/v1/cases/" + opened.id();

        assertThat(cases.post(desk, path + "/take", null).body().get("status").asString())
                .isEqualTo("IN_PROGRESS");
        assertThat(cases.post(desk, path + "/comments", Map.of("text", "Secret.", "internal", true))
                        .status())
                .isEqualTo(201);
        assertThat(cases.post(desk, path + "/ask", Map.of("text", "Which carrier?"))
                        .body()
                        .get("status")
                        .asString())
                .isEqualTo("WAITING_FOR_CUSTOMER");
        assertThat(cases.post(contoso, path + "/comments", Map.of("text", "Hexatel."))
                        .body()
                        .get("status")
                        .asString())
                .isEqualTo("IN_PROGRESS");
        assertThat(cases.post(desk, path + "/comments", Map.of("text", "Yes, you can."))
                        .status())
                .isEqualTo(201);
        assertThat(cases.post(contoso, path + "/resolve", null)
                        .body()
                        .get("status")
                        .asString())
                .isEqualTo("RESOLVED");

        List<CaseActivityEvent> events = cases.activities(opened.id(), 6);
        assertThat(events)
                .extracting(CaseActivityEvent::getActivity, CaseActivityEvent::getActor, CaseActivityEvent::getStatus)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(CaseActivity.OPENED, Actor.ADMIN, CaseStatus.NEW),
                        org.assertj.core.groups.Tuple.tuple(CaseActivity.ASSIGNED, Actor.DESK, CaseStatus.IN_PROGRESS),
                        org.assertj.core.groups.Tuple.tuple(
                                CaseActivity.CUSTOMER_ASKED, Actor.DESK, CaseStatus.WAITING_FOR_CUSTOMER),
                        org.assertj.core.groups.Tuple.tuple(
                                CaseActivity.COMMENTED, Actor.ADMIN, CaseStatus.IN_PROGRESS),
                        org.assertj.core.groups.Tuple.tuple(CaseActivity.COMMENTED, Actor.DESK, CaseStatus.IN_PROGRESS),
                        org.assertj.core.groups.Tuple.tuple(CaseActivity.RESOLVED, Actor.ADMIN, CaseStatus.RESOLVED));
        assertThat(events).extracting(CaseActivityEvent::getVersion).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(events).noneMatch(event -> String.valueOf(event).contains("Secret."));
        assertThat(events.getFirst().getText()).isEqualTo("We have ten of them.");
        assertThat(events.getLast().getClosingReason()).isEqualTo("SOLVED");
    }

    @Test
    void contactsArePublishedWithTheirOwnVersionsAndNowhereElse() {
        Answer opened = cases.post(contoso, "/api/v1/cases", inquiry());
        String path = "/api/v1/cases/" + opened.id();

        assertThat(cases.put(contoso, path + "/contacts", Map.of("contacts", List.of()))
                        .status())
                .isEqualTo(428);
        assertThat(cases.put(contoso, path + "/contacts", Map.of("contacts", List.of()), "If-Match", "\"7\"")
                        .status())
                .isEqualTo(412);
        assertThat(cases.put(
                                contoso,
                                path + "/contacts",
                                Map.of("contacts", List.of(Map.of("email", "yuki@contoso.example", "language", "ja"))),
                                "If-Match",
                                "\"1\"")
                        .status())
                .isEqualTo(200);

        var revisions = cases.contacts(opened.id(), 2);
        assertThat(revisions).extracting(revision -> revision.getVersion()).containsExactly(1L, 2L);
        assertThat(revisions.getFirst().getContacts())
                .extracting(Contact::getEmail)
                .contains("claire@contoso.example");
        assertThat(revisions.getLast().getContacts())
                .filteredOn(contact -> contact.getRole() == ContactRole.ADDITIONAL)
                .extracting(Contact::getEmail, Contact::getLanguage)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("yuki@contoso.example", "ja"));
        List<CaseActivityEvent> events = cases.activities(opened.id(), 2);
        assertThat(events.getLast().getActivity()).isEqualTo(CaseActivity.CONTACTS_CHANGED);
        assertThat(events.getLast().getContactsRevision()).isEqualTo(2);
        assertThat(events).noneMatch(event -> String.valueOf(event).contains("@contoso.example"));
    }

    @Test
    void anotherTenantsCaseDoesNotExist() {
        String path = "/api/v1/cases/"
                + cases.post(contoso, "/api/v1/cases", inquiry()).id();

        assertThat(cases.get(fabrikam, path).status()).isEqualTo(404);
        assertThat(cases.get(fabrikam, path + "/timeline").status()).isEqualTo(404);
        assertThat(cases.post(fabrikam, path + "/comments", Map.of("text", "Hello?"))
                        .status())
                .isEqualTo(404);
        assertThat(cases.post(fabrikam, path + "/comments", Map.of("text", "")).status())
                .isEqualTo(404);
        assertThat(cases.post(fabrikam, path + "/cancel", Map.of("reason", "OTHER"))
                        .status())
                .isEqualTo(404);
        assertThat(cases.post(fabrikam, path + "/resolve", null).status()).isEqualTo(404);
        assertThat(cases.get(contoso, path).status()).isEqualTo(200);
    }

    @Test
    void internalNotesAreForTheDeskOnly() {
        String path = "/api/v1/cases/"
                + cases.post(contoso, "/api/v1/cases", inquiry()).id();

        assertThat(cases.post(contoso, path + "/comments", Map.of("text", "x", "internal", true))
                        .status())
                .isEqualTo(403);
        cases.post(desk, path + "/comments", Map.of("text", "A difficult one.", "internal", true));

        assertThat(cases.get(desk, path).body().toString()).contains("A difficult one.");
        assertThat(cases.get(contoso, path).body().toString()).doesNotContain("A difficult one.");
        assertThat(cases.get(contoso, path + "/timeline").body().toString()).doesNotContain("A difficult one.");
    }

    @Test
    void rolesDecideWhoMayDoWhat() {
        String path = "/api/v1/cases/"
                + cases.post(contoso, "/api/v1/cases", inquiry()).id();

        assertThat(cases.post(desk, "/api/v1/cases", inquiry()).status()).isEqualTo(403);
        assertThat(cases.post(contoso, path + "/take", null).status()).isEqualTo(403);
        assertThat(cases.post(desk, path + "/cancel", Map.of("reason", "DUPLICATE"))
                        .status())
                .isEqualTo(403);
        assertThat(cases.get(cases.operator(), path).status()).isEqualTo(403);
        assertThat(cases.get(contoso, "/api/v1/cases?view=queue").status()).isEqualTo(403);
        assertThat(cases.send(cases.request(null, path).GET()).status()).isEqualTo(401);
    }

    @Test
    void tellsEverythingThatIsWrongAtOnceAndCreatesNothing() {
        String tenant = cases.admin("empty", "FR");
        Map<String, Object> request = Map.of(
                "category",
                "NEW_REQUEST",
                "type",
                "NEW_TN_ACQUISITION",
                "country",
                "FR",
                "title",
                "x".repeat(121),
                "contacts",
                List.of(Map.of("email", "nobody")),
                "fields",
                Map.of("quantity", 0, "numberType", "ROBOT", "triedAdminCentre", "yes"));

        Answer refused = cases.post(tenant, "/api/v1/cases", request, "Accept-Language", "fr");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
        assertThat(refused.header("Content-Language")).startsWith("fr");
        assertThat(pointers(refused))
                .containsExactlyInAnyOrder(
                        "/title TOO_LONG",
                        "/description REQUIRED",
                        "/contacts/0/email NOT_AN_EMAIL",
                        "/fields/numberType NOT_A_CHOICE",
                        "/fields/triedAdminCentre NOT_YES_OR_NO",
                        "/fields/quantity NOT_A_QUANTITY",
                        "/fields/region REQUIRED",
                        "/fields/city REQUIRED",
                        "/fields/officeAddress REQUIRED",
                        "/fields/directoryListing REQUIRED");
        assertThat(refused.body().toString()).contains("Ce champ est obligatoire.");
        assertThat(cases.get(tenant, "/api/v1/cases?view=company&state=all")
                        .body()
                        .get("items")
                        .size())
                .isZero();
    }

    @Test
    void aPortInCaseCarriesItsDocumentsAndNumbers() {
        UUID loa = cases.upload(contoso, "../../loa.pdf", PDF).id();
        UUID csv = cases.upload(
                        contoso,
                        "numbers.csv",
                        "PhoneNumber\n+12125550123\n(212) 555-0124\n".getBytes(StandardCharsets.UTF_8))
                .id();
        Map<String, Object> request = new HashMap<>(Map.of(
                "category", "NEW_REQUEST",
                "type", "PORT_IN",
                "country", "US",
                "title", "Two thousand numbers",
                "description", "From Cascadia.",
                "zone", "America/New_York",
                "fields",
                        Map.of(
                                "orderName",
                                "New York office",
                                "requestedAt",
                                "2099-12-01T10:00",
                                "numbersDocumentId",
                                csv.toString(),
                                "loaDocumentId",
                                loa.toString())));

        Answer opened = cases.post(contoso, "/api/v1/cases", request);

        assertThat(opened.status()).isEqualTo(201);
        assertThat(texts(opened.body().get("numbers"))).containsExactly("+12125550123", "+12125550124");
        assertThat(opened.body().at("/requested/local").asString()).isEqualTo("2099-12-01T10:00:00");
        assertThat(opened.body().at("/requested/instant").asString()).isEqualTo("2099-12-01T15:00:00Z");
        String documents = "/api/v1/cases/" + opened.id() + "/documents/";
        Answer download = cases.get(desk, documents + loa);
        assertThat(download.response().body()).isEqualTo(PDF);
        assertThat(download.header("Content-Disposition"))
                .startsWith("attachment")
                .contains("loa.pdf")
                .doesNotContain("..");
        assertThat(cases.get(fabrikam, documents + loa).status()).isEqualTo(404);
        assertThat(cases.activities(opened.id(), 1).getFirst().getRequested().getZone())
                .isEqualTo("America/New_York");

        request.put("fields", Map.of());
        assertThat(pointers(cases.post(contoso, "/api/v1/cases", request)))
                .containsExactly(
                        "/fields/orderName REQUIRED",
                        "/fields/requestedAt REQUIRED",
                        "/fields/numbers REQUIRED",
                        "/fields/loaDocumentId REQUIRED");
    }

    @Test
    void refusesWhatTheStatusForbidsAndSaysWhatIsPossible() {
        String path = "/api/v1/cases/"
                + cases.post(contoso, "/api/v1/cases", inquiry()).id();
        assertThat(pointers(cases.post(contoso, path + "/cancel", Map.of("reason", "OTHER"))))
                .containsExactly("/words REQUIRED");
        assertThat(cases.post(contoso, path + "/cancel", Map.of("reason", "OTHER", "words", "We moved."))
                        .body()
                        .at("/closing/words")
                        .asString())
                .isEqualTo("We moved.");

        Answer refused = cases.post(contoso, path + "/comments", Map.of("text", "Wait!"));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().get("type").asString()).isEqualTo("urn:portline:problem:action-not-allowed");
        assertThat(refused.body().get("caseStatus").asString()).isEqualTo("CANCELLED");
        assertThat(texts(refused.body().get("actions"))).containsExactly("VIEW", "RATE");
    }

    @Test
    void whoNamesAnOldRevisionIsToldSo() {
        String path = "/api/v1/cases/"
                + cases.post(contoso, "/api/v1/cases", inquiry()).id();
        cases.post(contoso, path + "/comments", Map.of("text", "One more thing."));

        assertThat(cases.post(contoso, path + "/resolve", null, "If-Match", "\"1\"")
                        .status())
                .isEqualTo(412);
        assertThat(cases.post(contoso, path + "/resolve", null, "If-Match", "\"2\"")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void theSameOpeningSentTwiceOpensOneCase() {
        Map<String, Object> request = inquiry();
        String key = UUID.randomUUID().toString();

        Answer first = cases.post(contoso, "/api/v1/cases", request, "Idempotency-Key", key);
        Answer second = cases.post(contoso, "/api/v1/cases", request, "Idempotency-Key", key);

        assertThat(second.status()).isEqualTo(201);
        assertThat(second.id()).isEqualTo(first.id());
    }

    @Test
    void manyCommentsAtOnceAllArriveInOneOrder() {
        Answer opened = cases.post(contoso, "/api/v1/cases", inquiry());
        String path = "/api/v1/cases/" + opened.id() + "/comments";

        List<Integer> statuses = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> cases.post(contoso, path, Map.of("text", "Comment " + i))
                        .status())
                .toList();

        assertThat(statuses).containsOnly(201);
        assertThat(cases.activities(opened.id(), 9))
                .extracting(CaseActivityEvent::getVersion)
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
    }

    @Test
    void listsTheViewsInPages() {
        String tenant = cases.admin("litware", "FR");
        Set<String> opened = new HashSet<>();
        for (int i = 0; i < 5; i++) {
            opened.add(cases.post(tenant, "/api/v1/cases", inquiry()).id().toString());
        }
        String closed = opened.iterator().next();
        cases.post(tenant, "/api/v1/cases/" + closed + "/cancel", Map.of("reason", "DUPLICATE"));

        assertThat(pages(tenant, "/api/v1/cases?view=company&state=all&limit=2"))
                .containsExactlyInAnyOrderElementsOf(opened);
        assertThat(pages(tenant, "/api/v1/cases?view=mine&limit=3")).hasSize(4).doesNotContain(closed);
        assertThat(pages(tenant, "/api/v1/cases?view=company&state=closed")).containsExactly(closed);
        assertThat(pages(desk, "/api/v1/cases?view=queue&state=all&country=FR&limit=100"))
                .containsAll(opened);
        String number = cases.get(tenant, "/api/v1/cases/" + closed)
                .body()
                .get("number")
                .asString();
        assertThat(pages(tenant, "/api/v1/cases?view=company&state=all&q=" + number.toLowerCase(Locale.ROOT)))
                .containsExactly(closed);
        assertThat(pages(tenant, "/api/v1/cases?view=company&q=MOBILE")).hasSize(4);
        assertThat(pages(tenant, "/api/v1/cases?view=company&q=m%25e")).isEmpty();
        assertThat(cases.get(tenant, "/api/v1/cases?state=half-open").status()).isEqualTo(400);
        assertThat(cases.get(tenant, "/api/v1/cases?cursor=nonsense").status()).isEqualTo(400);
    }

    @Test
    void servesTheFormInTheReadersLanguage() {
        Answer form = cases.get(contoso, "/api/v1/case-types", "Accept-Language", "ja");

        assertThat(form.body().toString()).contains("発信者名の設定（米国のみ）", "委任状（PDF）");
    }

    private List<String> pages(String token, String first) {
        List<String> ids = new java.util.ArrayList<>();
        String path = first;
        while (true) {
            JsonNode page = cases.get(token, path).body();
            page.get("items").forEach(item -> ids.add(item.get("id").asString()));
            if (page.get("next") == null) {
                return ids;
            }
            path = first + "&cursor=" + page.get("next").asString();
        }
    }

    private static Map<String, Object> inquiry() {
        return Map.of(
                "category", "GENERAL_INQUIRY",
                "country", "FR",
                "title", "Can we port mobile numbers?",
                "description", "We have ten of them.",
                "contacts",
                        List.of(Map.of("email", "claire@contoso.example", "name", "Claire Martin", "language", "fr")));
    }

    private static List<String> pointers(Answer answer) {
        return StreamSupport.stream(answer.body().get("errors").spliterator(), false)
                .map(error -> error.get("pointer").asString() + " "
                        + error.get("code").asString())
                .toList();
    }

    private static List<String> texts(@Nullable JsonNode array) {
        return array == null
                ? List.of()
                : StreamSupport.stream(array.spliterator(), false)
                        .map(JsonNode::asString)
                        .toList();
    }
}
