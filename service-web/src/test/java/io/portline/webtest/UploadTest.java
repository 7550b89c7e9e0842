package io.portline.webtest;

import io.portline.infrastructure.TestIssuer;
import io.portline.web.upload.MediaKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.util.HexFormat;
import java.util.Random;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class UploadTest {

    private static final byte[] PNG = HexFormat.of().parseHex("89504e470d0a1a0a0000000d494844520000000100000001");

    private final Api api = WebTestApplication.shared();
    private final String admin = TestIssuer.shared().tenantAdmin("contoso", "US");

    @Test
    void tellsFilesByTheirContent() {
        assertThat(MediaKind.detect("%PDF-1.7\n…\n%%EOF\n".getBytes(UTF_8))).contains(MediaKind.PDF);
        assertThat(MediaKind.detect(PNG)).contains(MediaKind.PNG);
        assertThat(MediaKind.detect("PhoneNumber\r\n+12025550123\r\n".getBytes(UTF_8)))
                .contains(MediaKind.CSV);
        assertThat(MediaKind.detect("\ufeffPhoneNumber;名\n".getBytes(UTF_8))).contains(MediaKind.CSV);
    }

    @Test
    void takesNothingElse() {
        byte[] noise = new byte[2000];
        new Random(7).nextBytes(noise);
        assertThat(MediaKind.detect(noise)).isEmpty();
        assertThat(MediaKind.detect(new byte[0])).isEmpty();
        assertThat(MediaKind.detect("  \n".getBytes(UTF_8))).isEmpty();
        assertThat(MediaKind.detect("%PDF-1.7 broken off".getBytes(UTF_8))).isEmpty();
        assertThat(MediaKind.detect("\n <html><script>".getBytes(UTF_8))).isEmpty();
        assertThat(MediaKind.detect("{\"a\":1}".getBytes(UTF_8))).isEmpty();
        assertThat(MediaKind.detect("PhoneNumber\n1".getBytes(UTF_16))).isEmpty();
        assertThat(MediaKind.detect("a\0b".getBytes(UTF_8))).isEmpty();
        assertThat(MediaKind.detect("PK\u0003\u0004".getBytes(UTF_8))).isEmpty();
    }

    @Test
    void keepsAFileWithANameFitToShow() {
        Api.Answer answer = upload("C:\\\\Users\\\\me\\\\num\u202Ebers.csv", "PhoneNumber\n1\n".getBytes(UTF_8));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().path("name").asString()).isEqualTo("numbers.csv");
        assertThat(answer.json().path("kind").asString()).isEqualTo("CSV");
        assertThat(upload("../..", PNG).json().path("name").asString()).isEqualTo("document.png");
    }

    @Test
    void refusesFilesThatAreEmptyTooLargeOrOfNoKnownKind() {
        Api.Answer empty = upload("a.pdf", new byte[0]);
        assertThat(empty.status()).isEqualTo(422);
        assertThat(empty.errors()).containsExactly("part:file EMPTY_FILE");

        Api.Answer disguised = upload("a.pdf", "<html>".getBytes(UTF_8));
        assertThat(disguised.status()).isEqualTo(415);
        assertThat(disguised.errors()).containsExactly("part:file MEDIA_KIND");

        Api.Answer aboveOurs = upload("a.csv", "x".repeat(1_048_577).getBytes(UTF_8));
        assertThat(aboveOurs.status()).isEqualTo(413);
        assertThat(aboveOurs.errors()).containsExactly("part:file TOO_LARGE");

        Api.Answer aboveTheContainers =
                upload("a.csv", "x".repeat(11 * 1_048_576).getBytes(UTF_8));
        assertThat(aboveTheContainers.status()).isEqualTo(413);
        assertThat(aboveTheContainers.type()).isEqualTo("urn:portline:problem:too-large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--b\r\nContent-Disposition: form-data; name=\"file\"", "nonsense", ""})
    void refusesBrokenEnvelopes(String body) {
        Api.Answer answer = api.send(
                admin,
                "/api/v1/files",
                request -> request.header("Content-Type", "multipart/form-data; boundary=b")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.type()).isEqualTo("urn:portline:problem:malformed");
    }

    @Test
    void namesThePartThatIsMissing() {
        Api.Answer answer = api.send(
                admin,
                "/api/v1/files",
                request -> request.header("Content-Type", "multipart/form-data; boundary=b")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "--b\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\nx\r\n--b--\r\n")));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errors()).containsExactly("part:file REQUIRED");
        assertThat(api.post(admin, "/api/v1/files", "{}").status()).isEqualTo(415);
    }

    @Test
    void pointsIntoTheJsonPartOfAMultipartRequest() {
        Api.Answer answer = api.send(
                admin,
                "/api/v1/things/with-file",
                request -> request.header("Content-Type", "multipart/form-data; boundary=b")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "--b\r\nContent-Disposition: form-data; name=\"thing\"\r\nContent-Type: application/json\r\n\r\n"
                                        + "{\"name\":\"\",\"weight\":1,\"nmae\":1}\r\n--b\r\nContent-Disposition: form-data; "
                                        + "name=\"loa\"; filename=\"l.pdf\"\r\n\r\n%PDF-1\n%%EOF\r\n--b--\r\n")));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.errors())
                .containsExactlyInAnyOrder("pointer:/name REQUIRED", "pointer:/nmae UNKNOWN_PROPERTY");
    }

    private Api.Answer upload(String name, byte[] content) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                        + "\"\r\nContent-Type: application/pdf\r\n\r\n")
                .getBytes(UTF_8));
        body.writeBytes(content);
        body.writeBytes("\r\n--b--\r\n".getBytes(UTF_8));
        return api.send(
                admin,
                "/api/v1/files",
                request -> request.header("Content-Type", "multipart/form-data; boundary=b")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
    }
}
