package io.portline.dashboard;

import io.portline.dashboard.OtherServices.Answer;
import io.portline.dashboard.casebook.CaseBook;
import io.portline.dashboard.orderhistory.OrderHistory;
import io.portline.dashboard.orderhistory.OrderState;
import io.portline.schemas.CaseActivityEvent;
import io.portline.schemas.DeliveryResult;
import io.portline.schemas.DocumentReference;
import io.portline.schemas.PortOrderStatusEvent;
import jakarta.servlet.http.Cookie;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;

import static io.portline.dashboard.Events.approved;
import static io.portline.dashboard.Events.completed;
import static io.portline.dashboard.Events.contacting;
import static io.portline.dashboard.Events.mail;
import static io.portline.dashboard.Events.moment;
import static io.portline.dashboard.Events.opened;
import static io.portline.dashboard.Events.pending;
import static io.portline.dashboard.Events.rejected;
import static io.portline.dashboard.Events.submitted;
import static io.portline.dashboard.Users.admin;
import static io.portline.dashboard.Users.desk;
import static io.portline.dashboard.Users.operator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

class PagesTest extends DashboardTest {

    @Autowired
    MockMvc browser;

    @Autowired
    Publisher publisher;

    @Autowired
    OrderHistory history;

    @Autowired
    CaseBook cases;

    private final String tenant = "t" + UUID.randomUUID();

    private final UUID id = UUID.randomUUID();

    @BeforeEach
    void forget() {
        OTHERS.reset();
    }

    @ParameterizedTest
    @CsvSource({
        "en, Port orders, Transfer approved, 'Dec 3, 2026'",
        "fr, Demandes de portage, Transfert approuvé, 3 déc. 2026",
        "ja, 番号移行の注文, 移行承認済み, 2026/12/03"
    })
    void showsTheOrderHistoryInEachLanguage(String language, String title, String label, String date) throws Exception {
        approvedOrder();

        browser.perform(page("/orders").header("Accept-Language", language))
                .andExpect(status().isOk())
                .andExpect(content()
                        .string(allOf(
                                containsString("<html lang=\"" + language + "\">"),
                                containsString("<h1>" + title + "</h1>"),
                                containsString("<span>" + label + "</span>"),
                                containsString(date),
                                containsString("Europe/Paris"),
                                not(containsString("??")))));
    }

    @Test
    void theChosenLanguageWinsOverTheBrowsers() throws Exception {
        Cookie choice = browser.perform(post("/language")
                        .param("to", "ja")
                        .param("back", "/orders?status=ERROR")
                        .with(csrf()))
                .andExpect(redirectedUrl("/orders?status=ERROR"))
                .andReturn()
                .getResponse()
                .getCookie("portline_language");

        browser.perform(page("/orders").cookie(choice).header("Accept-Language", "fr"))
                .andExpect(content().string(containsString("<html lang=\"ja\">")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example/", "//evil.example", "/\\evil.example"})
    void comesBackFromALanguageToThesePagesOnly(String back) throws Exception {
        browser.perform(post("/language").param("to", "fr").param("back", back).with(csrf()))
                .andExpect(redirectedUrl("/"));
    }

    @Test
    void offersExactlyWhatThePermissionTableAllows() throws Exception {
        approvedOrder();
        UUID wrong = UUID.randomUUID();
        PortOrderStatusEvent other = submitted(tenant, wrong, "PO-000002", "Lyon");
        publisher.publish(other, contacting(other), rejected(contacting(other)));
        orderAtVersion(wrong, 3);

        browser.perform(page("/orders"))
                .andExpect(content()
                        .string(allOf(
                                containsString("href=\"/orders/" + id + "/cancel\""),
                                containsString("href=\"/orders/" + id + "/foc-date\""),
                                not(containsString("href=\"/orders/" + id + "/edit\"")),
                                not(containsString("href=\"/orders/" + id + "/delete\"")),
                                containsString("href=\"/orders/" + wrong + "/edit\""),
                                containsString("href=\"/orders/" + wrong + "/cancel\""),
                                containsString("href=\"/orders/" + wrong + "/delete\""),
                                not(containsString("href=\"/orders/" + wrong + "/foc-date\"")))));
    }

    @ParameterizedTest
    @CsvSource({
        "en, 'Who has to act|We have to act.', 'Accepted by the losing carrier; transfer date set', Administrator",
        "fr, 'C’est à nous d’agir.', 'Acceptée par l’opérateur donneur ; date du transfert fixée', Administration",
        "ja, '当社が対応します。', '移転元事業者が承諾、移行日時が確定', 管理者"
    })
    void showsAnOrderWithItsTimeline(String language, String ball, String change, String actor) throws Exception {
        approvedOrder();
        OTHERS.on(
                "GET",
                "/api/v1/port-orders/" + id,
                Answer.json(200, details("TRANSFER_APPROVED", "\"VIEW\",\"EDIT_FOC\",\"CANCEL\"")));

        browser.perform(page("/orders/" + id).header("Accept-Language", language))
                .andExpect(status().isOk())
                .andExpect(content()
                        .string(allOf(
                                containsString(ball.substring(ball.indexOf('|') + 1)),
                                containsString(change),
                                containsString(actor),
                                containsString("Europe/Paris, UTC+1"),
                                containsString("ACCOUNT-7"),
                                containsString("Contoso France SARL"),
                                not(containsString("??")))));
        assertThat(OTHERS.asked("GET", "/api/v1/port-orders/" + id)).first().satisfies(asked -> {
            assertThat(asked.authorization()).isEqualTo("Bearer token-of-the-user");
            assertThat(asked.language()).isEqualTo(language);
        });
    }

    @Test
    void showsMailsAndWhatWasTransferred() throws Exception {
        PortOrderStatusEvent first = submitted(tenant, id, "PO-000001", "Paris office");
        PortOrderStatusEvent done = completed(
                pending(approved(contacting(first), moment("Europe/Paris", LocalDateTime.parse("2026-12-03T14:00")))));
        publisher.publish(first, contacting(first), done, mail(done, 1, "port-order.completed", DeliveryResult.SENT));
        orderAtVersion(id, done.getVersion());

        await().untilAsserted(() -> browser.perform(page("/orders/" + id))
                .andExpect(content()
                        .string(allOf(
                                containsString("Numbers transferred"),
                                containsString("pill--SENT"),
                                containsString("1 of 1 numbers were transferred")))));
    }

    @Test
    void staysReadableWhenOrderServiceIsDown() throws Exception {
        approvedOrder();
        OTHERS.on("GET", "/api/v1/port-orders/" + id, Answer.problem(503, "{}"));

        browser.perform(page("/orders/" + id))
                .andExpect(status().isOk())
                .andExpect(content()
                        .string(allOf(
                                containsString("Transfer approved"),
                                containsString("account data and contacts cannot be shown"))));
    }

    @Test
    void anotherTenantsOrderDoesNotExist() throws Exception {
        approvedOrder();

        for (String path : new String[] {"", "/edit", "/cancel", "/delete", "/foc-date"}) {
            browser.perform(get("/orders/" + id + path)
                            .with(admin("other" + tenant))
                            .accept(MediaType.TEXT_HTML))
                    .andExpect(status().isNotFound())
                    .andExpect(content()
                            .string(allOf(
                                    containsString("This page does not exist"), not(containsString("Paris office")))));
        }
        browser.perform(post("/orders/" + id + "/cancel")
                        .with(admin("other" + tenant))
                        .with(csrf())
                        .accept(MediaType.TEXT_HTML))
                .andExpect(status().isNotFound());
        browser.perform(get("/orders/rows").param("ids", id.toString()).with(admin("other" + tenant)))
                .andExpect(content().string(not(containsString("Paris office"))));
        assertThat(OTHERS.asked("POST", "/api/v1/port-orders/" + id + "/cancel"))
                .isEmpty();
    }

    @Test
    void anOrderThatIsOnItsWayIsAnnouncedAndNotMissing() throws Exception {
        OTHERS.on("GET", "/api/v1/port-orders/" + id, Answer.json(200, details("PROCESSING", "\"VIEW\",\"CANCEL\"")));

        browser.perform(page("/orders/" + id))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("We have your order")));
    }

    @Test
    void aRejectedOrderOpensInItsFormWithEveryReasonAtItsField() throws Exception {
        PortOrderStatusEvent first = submitted(tenant, id, "PO-000001", "Paris office");
        publisher.publish(first, contacting(first), rejected(contacting(first)));
        orderAtVersion(id, 3);
        OTHERS.on(
                "GET",
                "/api/v1/port-orders/" + id,
                Answer.json(200, details("ERROR", "\"EDIT\",\"CANCEL\",\"DELETE\"")));

        browser.perform(page("/orders/" + id)).andExpect(redirectedUrl("/orders/" + id + "/edit"));
        browser.perform(page("/orders/" + id).header("HX-Request", "true"))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("id=\"do-edit\"")));
        String form = browser.perform(page("/orders/" + id + "/edit"))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();

        assertThat(form)
                .contains("value=\"ACCOUNT-7\"")
                .contains("value=\"2026-12-01T10:00\"")
                .contains("name=\"etag\" value=\"&quot;7&quot;\"")
                .containsPattern("id=\"f-accountNumber\"[^>]*aria-invalid=\"true\"")
                .contains("The account number is not the one the losing carrier has on file.")
                .contains("Rejected by the losing carrier");
    }

    @Test
    void anOrderJustSubmittedAgainShowsItsPageAlthoughItsEventIsOnTheWay() throws Exception {
        PortOrderStatusEvent first = submitted(tenant, id, "PO-000001", "Paris office");
        publisher.publish(first, contacting(first), rejected(contacting(first)));
        orderAtVersion(id, 3);
        OTHERS.on("GET", "/api/v1/port-orders/" + id, Answer.json(200, details("PROCESSING", "\"VIEW\",\"CANCEL\"")));

        browser.perform(page("/orders/" + id).flashAttr("flash", "order.flash.resubmitted"))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("note--good")));
        browser.perform(page("/orders/" + id + "/edit").flashAttr("flash", "order.flash.resubmitted"))
                .andExpect(redirectedUrl("/orders/" + id))
                .andExpect(flash().attribute("flash", "order.flash.resubmitted"));
    }

    @Test
    void aRejectedOrderIsShownWhileOrderServiceIsSilent() throws Exception {
        PortOrderStatusEvent first = submitted(tenant, id, "PO-000001", "Paris office");
        publisher.publish(first, contacting(first), rejected(contacting(first)));
        orderAtVersion(id, 3);

        browser.perform(page("/orders/" + id))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Paris office")));
        browser.perform(page("/orders/" + id + "/edit")).andExpect(redirectedUrl("/orders/" + id));
    }

    @Test
    void whatOrderServiceRefusesStandsAtItsFieldAndNothingTypedIsLost() throws Exception {
        OTHERS.on(
                "POST",
                "/api/v1/documents",
                Answer.json(201, "{\"id\":\"01900000-0000-7000-8000-0000000000ff\",\"name\":\"loa.pdf\"}"));
        OTHERS.on("POST", "/api/v1/port-orders", Answer.problem(422, """
                {"type":"urn:portline:problem:validation","title":"Something is wrong","status":422,"errors":[
                  {"pointer":"/accountHolder/organisationShort","code":"TOO_LONG","detail":"At most 25 characters."},
                  {"pointer":"/numbers/1","code":"NOT_A_NUMBER","detail":"This is no phone number."},
                  {"pointer":"/contacts/0/email","code":"NOT_AN_EMAIL","detail":"This is no address."},
                  {"pointer":"/somethingNew","code":"NEW","detail":"Something new is wrong."}]}
                """));

        String form = browser.perform(multipart("/orders/new")
                        .file(new MockMultipartFile(
                                "loa", "loa.pdf", "application/pdf", "%PDF-".getBytes(StandardCharsets.UTF_8)))
                        .param("name", "Nantes & Saint-Nazaire")
                        .param("country", "FR")
                        .param("numbers", "+33142345678\nnot a number")
                        .param("passcode", "1234")
                        .param("contact1.email", "jean@")
                        .param("contact1.language", "fr")
                        .param("key", UUID.randomUUID().toString())
                        .with(admin(tenant))
                        .with(csrf()))
                .andExpect(status().isUnprocessableContent())
                .andReturn()
                .getResponse()
                .getContentAsString();

        assertThat(form)
                .contains("value=\"Nantes &amp; Saint-Nazaire\"")
                .contains("not a number</textarea>")
                .contains("At most 25 characters.")
                .contains("2: not a number – This is no phone number.")
                .containsPattern("name=\"contact1.email\" value=\"jean@\"[^>]*aria-invalid=\"true\"")
                .contains("Something new is wrong.")
                .contains("name=\"loaDocumentId\" value=\"01900000-0000-7000-8000-0000000000ff\"")
                .contains("loa.pdf")
                .doesNotContain("1234");
        assertThat(OTHERS.asked("POST", "/api/v1/port-orders").getFirst().body())
                .contains("\"passcode\":\"1234\"")
                .contains("\"numbers\":[\"+33142345678\",\"not a number\"]")
                .contains("\"loaDocumentId\":\"01900000-0000-7000-8000-0000000000ff\"")
                .contains("\"email\":\"jean@\"");
    }

    @Test
    void takesTheNumbersOutOfACsvFile() throws Exception {
        OTHERS.on("POST", "/api/v1/port-orders", Answer.json(201, "{\"id\":\"" + id + "\"}"));

        browser.perform(multipart("/orders/new")
                        .file(new MockMultipartFile(
                                "numbersFile",
                                "n.csv",
                                "text/csv",
                                "\uFEFFPhoneNumber\r\n\"+33142345678\"\r\n+33142345679\r\n"
                                        .getBytes(StandardCharsets.UTF_8)))
                        .param("name", "Paris")
                        .with(admin(tenant))
                        .with(csrf()))
                .andExpect(redirectedUrl("/orders/" + id));

        assertThat(OTHERS.asked("POST", "/api/v1/port-orders").getFirst().body())
                .contains("\"numbers\":[\"+33142345678\",\"+33142345679\"]");
    }

    @Test
    void saysWhyACancelIsRefused() throws Exception {
        approvedOrder();
        OTHERS.on("GET", "/api/v1/port-orders/" + id, Answer.json(200, details("TRANSFER_PENDING", "\"VIEW\"")));
        OTHERS.on("POST", "/api/v1/port-orders/" + id + "/cancel", Answer.problem(409, """
                {"type":"urn:portline:problem:action-not-allowed","title":"Not allowed now","status":409,"orderStatus":"TRANSFER_PENDING","actions":["VIEW"]}
                """));

        browser.perform(post("/orders/" + id + "/cancel").with(admin(tenant)).with(csrf()))
                .andExpect(status().isConflict())
                .andExpect(content().string(containsString("the order is now “Transfer pending”")));
    }

    @Test
    void everyFormNeedsItsCsrfToken() throws Exception {
        approvedOrder();

        browser.perform(post("/orders/" + id + "/cancel").with(admin(tenant)).accept(MediaType.TEXT_HTML))
                .andExpect(status().isForbidden());
        assertThat(OTHERS.asked("POST", "/api/v1/port-orders/" + id + "/cancel"))
                .isEmpty();
    }

    @Test
    void pagesAllowNothingInlineAndNothingFromElsewhere() throws Exception {
        String page = browser.perform(page("/orders"))
                .andExpect(header().string(
                                "Content-Security-Policy",
                                allOf(
                                        containsString("default-src 'none'"),
                                        containsString("script-src 'self';"),
                                        not(containsString("unsafe")))))
                .andExpect(header().string("X-Content-Type-Options", "nosniff"))
                .andReturn()
                .getResponse()
                .getContentAsString();

        assertThat(page)
                .doesNotContainPattern("<script(?![^>]*src=)")
                .doesNotContain("style=")
                .doesNotContain(" onclick");
        assertThat(page).doesNotContain("token-of-the-user");
    }

    @Test
    void nobodyIsLetInWithoutSigningIn() throws Exception {
        for (String path : new String[] {"/", "/orders", "/orders/" + id, "/cases", "/desk", "/operations"}) {
            browser.perform(get(path).accept(MediaType.TEXT_HTML))
                    .andExpect(status().is3xxRedirection())
                    .andExpect(redirectedUrl("/oauth2/authorization/portline"));
        }
        browser.perform(get("/live").param("since", "1")).andExpect(status().isUnauthorized());
        browser.perform(get("/orders/rows").param("ids", id.toString())).andExpect(status().isUnauthorized());
    }

    @Test
    void signingInGoesToTheIssuerWithAProofKey() throws Exception {
        browser.perform(get("/oauth2/authorization/portline"))
                .andExpect(status().is3xxRedirection())
                .andExpect(header().string(
                                "Location",
                                allOf(
                                        containsString("http://localhost:1/oauth2/authorize"),
                                        containsString("code_challenge_method=S256"),
                                        containsString("client_id=dashboard"),
                                        containsString("orders"))));
    }

    @Test
    void rolesSeeTheirOwnPagesAlone() throws Exception {
        browser.perform(get("/operations").with(admin(tenant)).accept(MediaType.TEXT_HTML))
                .andExpect(status().isForbidden());
        browser.perform(get("/desk").with(admin(tenant)).accept(MediaType.TEXT_HTML))
                .andExpect(status().isForbidden());
        browser.perform(get("/operations").with(desk()).accept(MediaType.TEXT_HTML))
                .andExpect(status().isForbidden());
        browser.perform(get("/orders").with(desk()).accept(MediaType.TEXT_HTML)).andExpect(status().isNotFound());
        browser.perform(get("/operations").with(operator()).accept(MediaType.TEXT_HTML))
                .andExpect(status().isOk());
        browser.perform(get("/").with(operator())).andExpect(redirectedUrl("/operations"));
        browser.perform(get("/").with(desk())).andExpect(redirectedUrl("/desk"));
        browser.perform(get("/").with(admin(tenant))).andExpect(redirectedUrl("/orders"));
    }

    @ParameterizedTest
    @CsvSource({"en, This page does not exist", "fr, Cette page n’existe pas", "ja, ページが見つかりません"})
    void saysInTheReadersLanguageThatAPageIsMissing(String language, String words) throws Exception {
        browser.perform(page("/nothing/here").header("Accept-Language", language))
                .andExpect(status().isNotFound())
                .andExpect(content().string(containsString(words)));
        browser.perform(page("/orders/not-an-id").header("Accept-Language", language))
                .andExpect(status().isNotFound())
                .andExpect(content().string(containsString(words)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "fr", "ja"})
    void everyFormAndListHasItsWordsInEachLanguage(String language) throws Exception {
        var caseEvent = opened(tenant, id, "TNS-000001", "Many numbers");
        publisher.publish(caseEvent);
        await().untilAsserted(() -> assertThat(cases.find(tenant, id)).isPresent());
        OTHERS.on(
                "GET",
                "/api/v1/cases/" + id,
                Answer.json(200, "{\"id\":\"" + id + "\",\"actions\":[\"VIEW\",\"COMMENT\",\"RESOLVE\",\"CANCEL\"]}"));

        for (String path : new String[] {
            "/orders/new", "/cases", "/cases?view=mine&state=all", "/cases/new", "/cases/" + id, "/signed-out"
        }) {
            browser.perform(page(path).header("Accept-Language", language))
                    .andExpect(status().isOk())
                    .andExpect(content().string(not(containsString("??"))));
        }
        browser.perform(get("/desk").with(desk()).header("Accept-Language", language))
                .andExpect(content().string(allOf(containsString("TNS-000001"), not(containsString("??")))));
        // Behind every case: nothing is left but the way back to the most urgent.
        browser.perform(get("/desk?after=none_ffffffff-ffff-ffff-ffff-ffffffffffff")
                        .with(desk())
                        .header("Accept-Language", language))
                .andExpect(content()
                        .string(allOf(
                                containsString("class=\"pager\""),
                                not(containsString("rel=\"next\"")),
                                not(containsString("TNS-000001")),
                                not(containsString("??")))));
        browser.perform(get("/operations").with(operator()).header("Accept-Language", language))
                .andExpect(content().string(not(containsString("??"))));
    }

    @Test
    void opensACaseWithTheFieldsOfItsTypeAlone() throws Exception {
        OTHERS.on("POST", "/api/v1/cases", Answer.json(201, "{\"id\":\"" + id + "\"}"));

        browser.perform(multipart("/cases/new")
                        .param("category", "NEW_REQUEST")
                        .param("type", "NEW_TN_ACQUISITION")
                        .param("country", "FR")
                        .param("title", "Numbers")
                        .param("description", "Please")
                        .param("quantity", "20")
                        .param("callingName", "of another type")
                        .with(admin(tenant))
                        .with(csrf()))
                .andExpect(redirectedUrl("/cases/" + id));

        assertThat(OTHERS.asked("POST", "/api/v1/cases").getFirst().body())
                .contains("\"quantity\":20")
                .doesNotContain("callingName");
    }

    @Test
    void commentsOnACaseAndShowsARefusal() throws Exception {
        publisher.publish(opened(tenant, id, "TNS-000001", "Many numbers"));
        await().untilAsserted(() -> assertThat(cases.find(tenant, id)).isPresent());
        OTHERS.on(
                "GET",
                "/api/v1/cases/" + id,
                Answer.json(200, "{\"id\":\"" + id + "\",\"actions\":[\"VIEW\",\"COMMENT\"]}"));
        OTHERS.on("POST", "/api/v1/cases/" + id + "/comments", Answer.problem(422, """
                {"type":"urn:portline:problem:validation","status":422,"errors":[{"pointer":"/text","code":"TOO_LONG","detail":"Too long."}]}
                """));

        browser.perform(post("/cases/" + id + "/comments")
                        .param("text", "my words")
                        .with(admin(tenant))
                        .with(csrf()))
                .andExpect(status().isUnprocessableContent())
                .andExpect(
                        content().string(allOf(containsString("Too long."), containsString(">my words</textarea>"))));

        OTHERS.on("POST", "/api/v1/cases/" + id + "/comments", Answer.json(201, "{}"));
        browser.perform(post("/cases/" + id + "/comments")
                        .param("text", "my words")
                        .with(admin(tenant))
                        .with(csrf()))
                .andExpect(redirectedUrl("/cases/" + id));
        browser.perform(post("/cases/" + id + "/documents")
                        .with(admin(tenant))
                        .with(csrf())
                        .accept(MediaType.TEXT_HTML))
                .andExpect(status().isNotFound());
    }

    @Test
    void aTenantSaysWhatItThinksOfTheDeskAndTheDeskReadsIt() throws Exception {
        OTHERS.on("POST", "/api/v1/feedback", Answer.problem(422, """
                {"type":"urn:portline:problem:validation","status":422,"errors":[{"pointer":"/words","code":"REQUIRED","detail":"Please say something."}]}
                """));
        browser.perform(post("/feedback")
                        .param("stars", "4")
                        .with(admin(tenant))
                        .with(csrf()))
                .andExpect(status().isUnprocessableContent())
                .andExpect(content()
                        .string(allOf(
                                containsString("Please say something."),
                                containsString("id=\"stars-4\" value=\"4\" checked=\"checked\""))));

        OTHERS.on("POST", "/api/v1/feedback", Answer.json(201, "{}"));
        browser.perform(post("/feedback")
                        .param("stars", "4")
                        .param("words", " Quick. ")
                        .with(admin(tenant))
                        .with(csrf()))
                .andExpect(redirectedUrl("/cases"));
        assertThat(OTHERS.asked("POST", "/api/v1/feedback").getLast().body())
                .isEqualTo("{\"stars\":4,\"words\":\"Quick.\"}");

        OTHERS.on("GET", "/api/v1/feedback", Answer.json(200, """
                {"items":[{"id":"%s","tenantId":"contoso","by":"Ada","stars":4,"words":"<b>Quick.</b>","at":"2026-11-24T16:00:00Z"}],"next":"more"}
                """.formatted(id)));
        browser.perform(get("/desk/feedback").with(desk()))
                .andExpect(content()
                        .string(allOf(
                                containsString("&lt;b&gt;Quick.&lt;/b&gt;"),
                                containsString("4 / 5"),
                                containsString("/desk/feedback?after=more"))));
        browser.perform(get("/feedback").with(desk()).accept(MediaType.TEXT_HTML))
                .andExpect(status().isForbidden());
        browser.perform(get("/desk/feedback").with(admin(tenant)).accept(MediaType.TEXT_HTML))
                .andExpect(status().isForbidden());
    }

    @Test
    void theDeskHandsACaseOverAndReleasesADocument() throws Exception {
        UUID document = UUID.randomUUID();
        CaseActivityEvent opened = opened(tenant, id, "TNS-000001", "Many numbers");
        opened.setDocuments(List.of(DocumentReference.newBuilder()
                .setDocumentId(document)
                .setName("numbers.csv")
                .setMediaType("text/csv")
                .setSizeBytes(12)
                .build()));
        publisher.publish(opened);
        await().untilAsserted(() -> assertThat(cases.find(tenant, id)).isPresent());
        OTHERS.on("GET", "/api/v1/cases/" + id, Answer.json(200, """
                {"id":"%s","actions":["VIEW","TAKE","ASSIGN"],"assignee":"Haru","timeline":{"items":[{"documents":[{"id":"%s","quarantined":true}]}]}}
                """.formatted(id, document)));
        OTHERS.on("GET", "/api/v1/desk-agents", Answer.json(200, """
                {"items":[{"subject":"dana","name":"Dana Desk"},{"subject":"haru","name":"Haru"}]}"""));
        OTHERS.on("POST", "/api/v1/cases/" + id + "/assign", Answer.json(200, "{}"));
        String release = "/cases/" + id + "/documents/" + document + "/release";
        OTHERS.on("POST", "/api/v1" + release, Answer.json(200, "{}"));

        browser.perform(get("/cases/" + id).with(desk()))
                .andExpect(content()
                        .string(allOf(
                                containsString("Haru has the case."),
                                containsString("<option value=\"haru\" selected=\"selected\">Haru</option>"),
                                containsString("Held back by the scan"),
                                containsString("action=\"" + release + "\""))));
        browser.perform(page("/cases/" + id))
                .andExpect(content()
                        .string(allOf(
                                containsString("Held back by the scan"),
                                not(containsString(release)),
                                not(containsString("id=\"agent\"")))));

        browser.perform(post("/cases/" + id + "/assign")
                        .param("agent", "dana")
                        .with(desk())
                        .with(csrf()))
                .andExpect(redirectedUrl("/cases/" + id));
        browser.perform(post("/cases/" + id + "/assign")
                        .param("agent", "")
                        .with(desk())
                        .with(csrf()))
                .andExpect(redirectedUrl("/cases/" + id));
        assertThat(OTHERS.asked("POST", "/api/v1/cases/" + id + "/assign"))
                .extracting(OtherServices.Asked::body)
                .containsExactly("{\"agent\":\"dana\"}", "{}");
        browser.perform(post(release).with(admin(tenant)).with(csrf()).accept(MediaType.TEXT_HTML))
                .andExpect(status().isNotFound());
        browser.perform(post(release).with(desk()).with(csrf())).andExpect(redirectedUrl("/cases/" + id));
        assertThat(OTHERS.asked("POST", "/api/v1" + release)).hasSize(1);
    }

    @Test
    void metricsAndHealthAreOpenAndNothingElseOfTheActuatorIs() throws Exception {
        browser.perform(get("/actuator/health/readiness")).andExpect(status().isOk());
        browser.perform(get("/actuator/prometheus")).andExpect(status().isOk());
        browser.perform(get("/actuator/loggers")).andExpect(status().isUnauthorized());
        browser.perform(get("/actuator/loggers").with(admin(tenant))).andExpect(status().is4xxClientError());
        browser.perform(get("/api/v1/dead-letters")).andExpect(status().isUnauthorized());
    }

    private MockHttpServletRequestBuilder page(String address) {
        return get(java.net.URI.create(address)).with(admin(tenant)).accept(MediaType.TEXT_HTML);
    }

    private void approvedOrder() {
        PortOrderStatusEvent first = submitted(tenant, id, "PO-000001", "Paris office");
        PortOrderStatusEvent second = contacting(first);
        publisher.publish(
                first, second, approved(second, moment("Europe/Paris", LocalDateTime.parse("2026-12-03T14:00"))));
        orderAtVersion(id, 3);
    }

    private void orderAtVersion(UUID order, long version) {
        await().untilAsserted(() -> assertThat(history.find(tenant, order))
                .get()
                .extracting(OrderState::version)
                .isEqualTo(version));
    }

    private String details(String status, String actions) {
        return """
                {"id":"%s","number":"PO-000001","name":"Paris office","country":"FR","status":"%s","attempt":1,"actions":[%s],
                 "losingCarrier":{"id":"fr-hexatel","name":"Hexatel"},"portType":"FULL","numbers":["+33142345678"],
                 "billingTelephoneNumber":"+33142345678","accountNumber":"ACCOUNT-7","hasPasscode":true,
                 "accountHolder":{"organisation":"Contoso France SARL","authorisedPerson":"Ada Lovelace"},
                 "serviceAddress":{"line1":"12 rue de la Paix","city":"Paris","postalCode":"75002"},
                 "requested":{"local":"2026-12-01T10:00:00","zone":"Europe/Paris","instant":"2026-12-01T09:00:00Z"},
                 "loaDocumentId":"01900000-0000-7000-8000-0000000000ff","loaSignedOn":"2026-11-20","contacts":[]}
                """.formatted(id, status, actions);
    }
}
