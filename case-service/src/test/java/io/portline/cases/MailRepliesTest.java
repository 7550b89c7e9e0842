package io.portline.cases;

import io.portline.cases.RunningCases.Answer;
import io.portline.schemas.Contact;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;

/** Contacts answer by mail. */
class MailRepliesTest {

    private final RunningCases cases = RunningCases.shared();
    private final String contoso = cases.admin("contoso", "US");
    private final String desk = cases.desk();
    private final String transport = cases.service("mail-gateway");

    private final Answer opened = cases.post(
            contoso,
            "/api/v1/cases",
            Map.of(
                    "category",
                    "GENERAL_INQUIRY",
                    "country",
                    "FR",
                    "title",
                    "By mail",
                    "description",
                    "Please answer by mail.",
                    "contacts",
                    List.of(Map.of("email", "claire@contoso.example", "name", "Claire Martin", "language", "fr"))));
    private final String path = "/api/v1/cases/" + opened.id();
    private final String address = cases.contacts(opened.id(), 1).getLast().getContacts().stream()
            .filter(contact -> contact.getEmail().equals("claire@contoso.example"))
            .map(Contact::getReplyTo)
            .findFirst()
            .orElseThrow();

    @Test
    void aContactsAnswerIsAComment() {
        assertThat(address).matches("cases\\+\\d+-[0-9a-f]{32}@localhost");
        cases.post(desk, path + "/ask", Map.of("text", "Which carrier?"));

        Answer taken = receive(plain("""
                Hexatel, comme avant.

                Le lun. 23 nov. 2026 à 10:00, Portline <portline@localhost> a écrit :
                > Which carrier?
                """));

        assertThat(taken.status()).isEqualTo(201);
        JsonNode after = cases.get(contoso, path).body();
        assertThat(after.get("status").asString()).isEqualTo("IN_PROGRESS");
        JsonNode comment = last(after);
        assertThat(comment.get("change").asString()).isEqualTo("COMMENTED");
        assertThat(comment.get("actor").asString()).isEqualTo("CUSTOMER");
        assertThat(comment.get("actorName").asString()).isEqualTo("Claire Martin");
        assertThat(comment.get("text").asString()).isEqualTo("Hexatel, comme avant.");
        assertThat(cases.activities(opened.id(), 3).getLast().toString()).doesNotContain(address);
        assertThat(after.toString()).doesNotContain(address.substring(6, 30));
    }

    @Test
    void theSameMailTwiceIsOneComment() {
        String mail = plain("Once only.");

        assertThat(receive(mail).status()).isEqualTo(201);
        Answer again = receive(mail);

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body().at("/items/0/outcome").asString()).isEqualTo("REPEATED");
        assertThat(cases.get(contoso, path).body().at("/timeline/items")).hasSize(2);
    }

    @Test
    void forgedAndUnknownAddressesAndOtherSendersAreRefused() {
        String unknown = address.replaceFirst("-[0-9a-f]{4}", "-0000");
        for (String to : List.of(
                unknown, "cases+999999-" + "0".repeat(32) + "@localhost", "cases+x@localhost", "other@localhost")) {
            Answer refused = receive(plain("Hello.").replace(address, to));
            assertThat(refused.status()).as(to).isEqualTo(422);
            assertThat(refused.body().get("type").asString()).isEqualTo("urn:portline:problem:mail-refused");
            assertThat(refused.body().get("reason").asString()).isEqualTo("UNKNOWN_ADDRESS");
        }
        Answer stranger = receive(plain("Hello.").replace("From: Claire Martin <claire@", "From: Eve <eve@"));
        assertThat(stranger.body().get("reason").asString()).isEqualTo("NOT_THE_CONTACT");

        assertThat(cases.get(contoso, path).body().at("/timeline/items")).hasSize(1);
        assertThat(cases.send(mail(contoso, plain("Hello."))).status()).isEqualTo(403);
        assertThat(cases.send(mail(null, plain("Hello."))).status()).isEqualTo(401);
        assertThat(receive("\r\n\r\nno mail at all").status()).isEqualTo(400);
    }

    @Test
    void whatProgramsSendIsIgnored() {
        for (String header : List.of(
                "Auto-Submitted: auto-replied",
                "List-Id: <news.contoso.example>",
                "Precedence: bulk",
                "Return-Path: <>")) {
            Answer ignored = receive(header + "\r\n" + plain("I am on holiday."));
            assertThat(ignored.status()).as(header).isEqualTo(200);
            assertThat(ignored.body().at("/items/0/outcome").asString()).isEqualTo("IGNORED");
        }
        assertThat(receive("Auto-Submitted: no\r\n" + plain("A person.")).status())
                .isEqualTo(201);
        assertThat(cases.get(contoso, path).body().at("/timeline/items")).hasSize(2);
    }

    @Test
    void attachmentsAreDocumentsAndWhatIsNoneOfTheKindsIsNamed() {
        byte[] pdf = new byte[2 * 1024 * 1024];
        Arrays.fill(pdf, (byte) ' ');
        System.arraycopy("%PDF-1.4\n".getBytes(StandardCharsets.US_ASCII), 0, pdf, 0, 9);
        System.arraycopy("%%EOF\n".getBytes(StandardCharsets.US_ASCII), 0, pdf, pdf.length - 6, 6);
        String mail = head()
                + """
                Content-Type: multipart/mixed; boundary=b1

                --b1
                Content-Type: text/html; charset=iso-8859-1
                Content-Transfer-Encoding: quoted-printable

                <html><head><style>p {}</style></head><body><p>Voil=E0 &amp; merci.</p><blockquote>Which?</blockquote></body></html>
                --b1
                Content-Type: application/octet-stream; name="=?utf-8?q?..=2F..=2Flettre_=C3=A9t=C3=A9.pdf?="
                Content-Disposition: attachment
                Content-Transfer-Encoding: base64

                %s
                --b1
                Content-Type: application/pdf
                Content-Disposition: attachment; filename="program.exe"

                MZ\0\1
                --b1--
                """.replace("\n", "\r\n").formatted(Base64.getMimeEncoder().encodeToString(pdf));

        Answer taken = receive(mail);

        assertThat(taken.status()).isEqualTo(201);
        JsonNode comment = last(cases.get(contoso, path).body());
        assertThat(comment.get("text").asString())
                .startsWith("Voilà & merci.")
                .contains("program.exe")
                .doesNotContain("Which?");
        assertThat(comment.get("documents")).hasSize(1);
        assertThat(comment.at("/documents/0/name").asString()).isEqualTo("lettre été.pdf");
        UUID document = UUID.fromString(comment.at("/documents/0/id").asString());
        assertThat(Arrays.equals(
                        cases.get(desk, path + "/documents/" + document)
                                .response()
                                .body(),
                        pdf))
                .isTrue();
    }

    @Test
    void aLongMailIsCutAndWholeInADocument() {
        String line = "Zeile mit Umlauten äöü, die sich wiederholt.\r\n";

        assertThat(receive(plain(line.repeat(200))).status()).isEqualTo(201);

        JsonNode comment = last(cases.get(contoso, path).body());
        assertThat(comment.get("text").asString().length()).isLessThanOrEqualTo(4000);
        assertThat(comment.get("text").asString()).contains("mail.txt");
        UUID document = UUID.fromString(comment.at("/documents/0/id").asString());
        assertThat(new String(
                        cases.get(contoso, path + "/documents/" + document)
                                .response()
                                .body(),
                        StandardCharsets.UTF_8))
                .isEqualTo(line.repeat(200).replace("\r\n", "\n").strip());
    }

    @Test
    void aCancelledCaseTakesNoAnswerAndATooLargeMailIsRefused() {
        Answer large = receive(plain("x".repeat(30 * 1024 * 1024 + 1)));
        assertThat(large.status()).isEqualTo(413);
        cases.post(contoso, path + "/cancel", Map.of("reason", "DUPLICATE"));

        Answer refused = receive(plain("Wait!"));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body().get("reason").asString()).isEqualTo("CASE_CLOSED");
    }

    private String head() {
        return "From: Claire Martin <claire@contoso.example>\r\nTo: \"Portline\" <" + address
                + ">\r\nMessage-ID: <" + UUID.randomUUID() + "@contoso.example>\r\nSubject: Re: By mail\r\n"
                + "MIME-Version: 1.0\r\n";
    }

    private String plain(String text) {
        return head() + "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + text;
    }

    private Answer receive(String mail) {
        return cases.send(mail(transport, mail));
    }

    private HttpRequest.Builder mail(@org.jspecify.annotations.Nullable String token, String mail) {
        return cases.request(token, "/api/v1/inbound-mails")
                .header("Content-Type", "message/rfc822")
                .POST(HttpRequest.BodyPublishers.ofString(mail));
    }

    private static JsonNode last(JsonNode tnsCase) {
        JsonNode items = tnsCase.at("/timeline/items");
        return items.get(items.size() - 1);
    }
}
