package io.portline.webtest;

import io.portline.infrastructure.TestIssuer;
import io.portline.web.problem.ProblemTexts;
import io.portline.web.problem.ProblemType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.StaticMessageSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

import static org.assertj.core.api.Assertions.assertThat;

class ProblemsTest {

    private final Api api = WebTestApplication.shared();
    private final String admin = TestIssuer.shared().tenantAdmin("contoso", "US");

    @Test
    void saysEverythingOfAProblem() {
        Api.Answer answer =
                api.post(admin, "/api/v1/things", "{\"name\":\"refuse\",\"weight\":1}", "Accept-Language", "fr");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.header("Content-Type")).contains("application/problem+json");
        assertThat(answer.header("Content-Language")).contains("fr");
        assertThat(answer.json().toString()).isEqualTo("""
                        {"type":"urn:portline:problem:thing-frozen","title":"La chose est gelée","status":409,\
                        "instance":"/api/v1/things","actions":["VIEW"]}""");
    }

    @Test
    void letsAServiceRewordATitle() {
        Api.Answer answer = api.get(admin, "/api/v1/boom/conflict");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().path("title").asString()).isEqualTo("Reworded conflict");
        assertThat(answer.errors()).containsExactly("pointer:/a~1b FORMAT");
        assertThat(answer.json().at("/errors/0/detail").asString()).isEqualTo("Not well-formed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unexpected", "error", "sql"})
    void tellsNothingOfAFaultOfOursButItsIncident(String kind) {
        Api.Answer answer = api.get(admin, "/api/v1/boom/" + kind);
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.type()).isEqualTo("urn:portline:problem:internal");
        assertThat(answer.json().path("incident").asString()).hasSize(36);
        assertThat(answer.text()).doesNotContain("deep secret", "Exception", "io.portline");
    }

    @ParameterizedTest
    @CsvSource({"busy,503,unavailable", "away,503,unavailable", "denied,403,forbidden"})
    void translatesWhatLibrariesThrow(String kind, int status, String type) {
        Api.Answer answer = api.get(admin, "/api/v1/boom/" + kind);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.type()).isEqualTo("urn:portline:problem:" + type);
        assertThat(answer.text()).doesNotContain("deep secret");
        assertThat(answer.header("Retry-After").isPresent()).isEqualTo(status == 503);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/v1/nothing", "/nothing", "/api/v1/things/not-a-uuid", "/api/v1/short/toolong", "/error"})
    void knowsNoSuchPath(String path) {
        Api.Answer answer = api.get(admin, path);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.type()).isEqualTo("urn:portline:problem:not-found");
    }

    @Test
    void saysWhichMethodsArePossible() {
        Api.Answer answer = api.send(admin, "/api/v1/me", HttpRequest.Builder::DELETE);
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.type()).isEqualTo("urn:portline:problem:method-not-allowed");
        assertThat(answer.header("Allow")).hasValueSatisfying(v -> assertThat(v).contains("GET"));
    }

    @Test
    void refusesMediaTypesThatItCannotReadOrWrite() {
        Api.Answer unsupported = api.send(
                admin,
                "/api/v1/things",
                request -> request.header("Content-Type", "text/csv").POST(HttpRequest.BodyPublishers.ofString("a,b")));
        assertThat(unsupported.status()).isEqualTo(415);
        assertThat(unsupported.type()).isEqualTo("urn:portline:problem:unsupported-media");
        assertThat(unsupported.header("Accept"))
                .hasValueSatisfying(v -> assertThat(v).contains("application/json"));

        Api.Answer unacceptable = api.get(admin, "/api/v1/me", "Accept", "application/pdf");
        assertThat(unacceptable.status()).isEqualTo(406);
        assertThat(unacceptable.type()).isEqualTo("urn:portline:problem:not-acceptable");

        for (String type : List.of("nonsense", "*/*", "application/*;charset=utf-8")) {
            Api.Answer broken = api.send(
                    admin,
                    "/api/v1/things",
                    request -> request.header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofString("{}")));
            assertThat(broken.status()).as(type).isEqualTo(415);
        }
    }

    /** Spring would read it before it is known who asks, and write a stack trace into the log for each that it cannot read. */
    @Test
    void readsNoFormOfAnybodyUnknown() {
        Api.Answer answer = api.send(
                null,
                "/api/v1/things/1",
                request -> request.header("Content-Type", "application/x-www-form-urlencoded")
                        .PUT(HttpRequest.BodyPublishers.ofString("a=%zz")));
        assertThat(answer.status()).isEqualTo(401);
    }

    @Test
    void namesParametersAndHeadersAtFault() {
        assertThat(api.get(admin, "/api/v1/search?colour=RED", "X-Count", "1").errors())
                .containsExactly("parameter:size REQUIRED");
        assertThat(api.get(admin, "/api/v1/search?size=1&colour=GREEN", "X-Count", "1")
                        .errors())
                .containsExactly("parameter:colour INVALID_VALUE");
        assertThat(api.get(admin, "/api/v1/search?size=0&colour=RED", "X-Count", "1")
                        .errors())
                .containsExactly("parameter:size OUT_OF_RANGE");
        assertThat(api.get(admin, "/api/v1/search?size=1&colour=RED").errors())
                .containsExactly("header:X-Count REQUIRED");
        Api.Answer answer = api.get(admin, "/api/v1/search?size=1&colour=RED", "X-Count", "many");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.type()).isEqualTo("urn:portline:problem:invalid-parameter");
        assertThat(answer.errors()).containsExactly("header:X-Count INVALID_VALUE");
        assertThat(answer.text()).doesNotContain("many", "NumberFormat");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/v1/things?q=%00", "/api/v1/things?q=%zz", "/api/v1/%00", "/api/v1/things;a=b", "/api//v1"})
    void refusesTextsThatNobodySendsInGoodFaith(String path) throws IOException {
        String answer = raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + admin
                + "\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 400");
        assertThat(answer).contains("urn:portline:problem:malformed").doesNotContain("Tomcat", "Exception");
    }

    @Test
    void answersRequestsThatAreNoHttpWithoutTellingWhatRunsHere() throws IOException {
        String answer =
                raw("GET /api/v1/things?q=\"<script>\" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 400");
        assertThat(answer).contains("urn:portline:problem:malformed").doesNotContain("Tomcat", "<html");
    }

    @Test
    void refusesBodiesThatAreTooLarge() throws IOException {
        String large = "{\"name\":\"" + "x".repeat(300_000) + "\"}";
        Api.Answer announced = api.post(admin, "/api/v1/things", large);
        assertThat(announced.status()).isEqualTo(413);
        assertThat(announced.type()).isEqualTo("urn:portline:problem:too-large");
        assertThat(announced.json().path("maximumBytes").asInt()).isEqualTo(262_144);

        Api.Answer chunked = api.send(
                admin,
                "/api/v1/things",
                request -> request.header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.fromPublisher(HttpRequest.BodyPublishers.ofString(large))));
        assertThat(chunked.status()).isEqualTo(413);

        String broken = raw(
                "POST /api/v1/things HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + admin
                        + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nzz\r\n");
        assertThat(broken).startsWith("HTTP/1.1 400").contains("urn:portline:problem:malformed");
    }

    @Test
    void hasATitleInEveryLanguageForEveryType() {
        ProblemTexts texts = new ProblemTexts(new StaticMessageSource());
        for (ProblemType type : ProblemType.standardTypes()) {
            String english = texts.find(type.titleKey(), Locale.ENGLISH);
            assertThat(english).as(type.slug()).isNotBlank();
            assertThat(texts.find(type.titleKey(), Locale.FRENCH)).isNotBlank().isNotEqualTo(english);
            assertThat(texts.find(type.titleKey(), Locale.JAPANESE))
                    .isNotBlank()
                    .isNotEqualTo(english);
        }
    }

    @Test
    void continuesTheTraceOfTheCaller() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        assertThat(api.get(admin, "/api/v1/trace", "traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                        .json()
                        .path("traceId")
                        .asString())
                .isEqualTo(trace);
        assertThat(api.get(admin, "/api/v1/trace", "traceparent", "00-" + "0".repeat(32) + "-00f067aa0ba902b7-01")
                        .json()
                        .path("traceId")
                        .asString())
                .hasSize(32)
                .isNotEqualTo("0".repeat(32));
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("localhost", api.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(answer);
            return answer.toString(StandardCharsets.UTF_8);
        }
    }
}
