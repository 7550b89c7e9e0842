package io.portline.webtest;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.portline.infrastructure.TestIssuer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class IdempotencyTest {

    private final Api api = WebTestApplication.shared();
    private final TestIssuer issuer = TestIssuer.shared();
    private final JdbcClient jdbc = WebTestApplication.sharedContext().getBean(JdbcClient.class);
    private final ThingController controller =
            WebTestApplication.sharedContext().getBean(ThingController.class);
    private final String tenant = "tenant-" + UUID.randomUUID();
    private final String admin = issuer.tenantAdmin(tenant, "US");

    private static String key() {
        return "\"" + UUID.randomUUID() + "\"";
    }

    private static String thing(String name) {
        return "{\"name\":\"" + name + "\",\"weight\":1,\"passcode\":\"s3cret-passcode\"}";
    }

    private Api.Answer create(String key, String name) {
        return api.post(admin, "/api/v1/things", thing(name), "Idempotency-Key", key);
    }

    private long things() {
        return jdbc.sql("SELECT count(*) FROM thing WHERE tenant_id = ?")
                .param(tenant)
                .query(Long.class)
                .single();
    }

    @Test
    void givesTheFirstAnswerAgain() {
        String key = key();
        Api.Answer first = create(key, "once");
        Api.Answer second = create(key, "once");
        assertThat(first.status()).isEqualTo(201);
        assertThat(first.header("Idempotency-Replayed")).isEmpty();
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.text()).isEqualTo(first.text());
        for (String header : List.of("Location", "ETag", "Content-Type")) {
            assertThat(first.header(header)).isPresent();
            assertThat(second.header(header)).isEqualTo(first.header(header));
        }
        assertThat(second.header("Idempotency-Replayed")).contains("true");
        assertThat(things()).isEqualTo(1);
        // The same key without quotes, as many clients send it.
        assertThat(create(key.replace("\"", ""), "once").text()).isEqualTo(first.text());
    }

    @Test
    void refusesTheKeyForAnotherRequest() {
        String key = key();
        assertThat(create(key, "one").status()).isEqualTo(201);
        Api.Answer other = create(key, "other");
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.type()).isEqualTo("urn:portline:problem:idempotency-conflict");
        assertThat(api.post(admin, "/api/v1/things?dryRun=true", thing("one"), "Idempotency-Key", key)
                        .status())
                .isEqualTo(422);
        assertThat(things()).isEqualTo(1);
    }

    @Test
    void refusesTheKeyForAnotherThingOfTheSameRoute() {
        String key = key();
        String path = "/api/v1/things/%s/notes";
        assertThat(api.post(admin, path.formatted(UUID.randomUUID()), "", "Idempotency-Key", key)
                        .status())
                .isEqualTo(200);
        assertThat(api.post(admin, path.formatted(UUID.randomUUID()), "", "Idempotency-Key", key)
                        .status())
                .isEqualTo(422);
    }

    @Test
    void keepsTenantsSubjectsAndRoutesApart() {
        String key = key();
        assertThat(create(key, "x").status()).isEqualTo(201);
        String colleague =
                issuer.token(b -> b.subject("another").roles("TENANT_ADMIN").tenant(tenant, "US"));
        Api.Answer other = api.post(colleague, "/api/v1/things", thing("y"), "Idempotency-Key", key);
        assertThat(other.status()).isEqualTo(201);
        assertThat(other.header("Idempotency-Replayed")).isEmpty();
        String foreign = issuer.token(b ->
                b.subject("admin@" + tenant + ".example").roles("TENANT_ADMIN").tenant("else", "US"));
        assertThat(api.post(foreign, "/api/v1/things", thing("z"), "Idempotency-Key", key)
                        .status())
                .isEqualTo(201);
        assertThat(api.post(admin, "/api/v1/things/strict", "", "Idempotency-Key", key)
                        .status())
                .isEqualTo(204);
    }

    @Test
    void answersConflictWhileTheFirstRequestIsRunning() throws Exception {
        ThingController.Gate gate = new ThingController.Gate();
        controller.gate().set(gate);
        String key = key();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<Api.Answer> first = CompletableFuture.supplyAsync(() -> create(key, "held"), executor);
            assertThat(gate.entered().await(30, TimeUnit.SECONDS)).isTrue();
            Api.Answer second = create(key, "held");
            assertThat(second.status()).isEqualTo(409);
            assertThat(second.type()).isEqualTo("urn:portline:problem:idempotency-in-progress");
            assertThat(second.header("Retry-After")).contains("1");
            gate.open().countDown();
            assertThat(first.get(30, TimeUnit.SECONDS).status()).isEqualTo(201);
            assertThat(create(key, "held").text()).isEqualTo(first.join().text());
        } finally {
            gate.open().countDown();
            controller.gate().set(null);
        }
        assertThat(things()).isEqualTo(1);
    }

    @Test
    void takesEffectOnceHoweverOftenItIsSentAtOnce() {
        for (int round = 0; round < 5; round++) {
            long before = things();
            String key = key();
            List<CompletableFuture<Api.Answer>> answers = new ArrayList<>();
            try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 12; i++) {
                    answers.add(CompletableFuture.supplyAsync(() -> create(key, "storm"), executor));
                }
            }
            assertThat(answers)
                    .allSatisfy(answer -> assertThat(answer.join().status()).isIn(201, 409));
            assertThat(answers)
                    .anySatisfy(answer -> assertThat(answer.join().status()).isEqualTo(201));
            assertThat(answers.stream()
                            .map(CompletableFuture::join)
                            .filter(answer -> answer.status() == 201)
                            .map(Api.Answer::text)
                            .distinct())
                    .hasSize(1);
            assertThat(things()).isEqualTo(before + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail", "refuse"})
    void leavesNothingBehindWhenTheHandlerFails(String name) {
        String key = key();
        assertThat(create(key, name).status()).isIn(500, 409);
        assertThat(things()).isZero();
        // Nothing was done, so the corrected request may use the key.
        assertThat(create(key, "corrected").status()).isEqualTo(201);
        assertThat(things()).isEqualTo(1);
    }

    @Test
    void doesNotRememberInvalidRequests() {
        String key = key();
        assertThat(api.post(admin, "/api/v1/things", "{\"name\":\"x\"}", "Idempotency-Key", key)
                        .status())
                .isEqualTo(422);
        assertThat(create(key, "x").status()).isEqualTo(201);
    }

    @Test
    void insistsOnAKeyWhereItIsRequired() {
        Api.Answer answer = api.post(admin, "/api/v1/things/strict", "");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.type()).isEqualTo("urn:portline:problem:idempotency-key");
        assertThat(answer.errors()).containsExactly("header:Idempotency-Key REQUIRED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"open", "a b", "\"\"", "é", "\"a\\b\"", "a,b"})
    void refusesKeysThatAreNotWellFormed(String key) {
        Api.Answer answer = create(key, "x");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errors()).containsExactly("header:Idempotency-Key FORMAT");
        assertThat(things()).isZero();
    }

    @Test
    void comparesThePartsOfMultipartRequestsAndNotTheirBoundary() {
        String key = key();
        Api.Answer first = createWithFile(key, "boundary-1", "%PDF-1.7\nA\n%%EOF");
        assertThat(first.status()).as(first.text()).isEqualTo(201);
        Api.Answer again = createWithFile(key, "boundary-2", "%PDF-1.7\nA\n%%EOF");
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("Idempotency-Replayed")).contains("true");
        assertThat(createWithFile(key, "boundary-3", "%PDF-1.7\nB\n%%EOF").status())
                .isEqualTo(422);
    }

    @Test
    void forgetsAfterItsTime() {
        String key = key();
        String first = create(key, "aged").text();
        jdbc.sql("UPDATE idempotency_key SET expires_at = expires_at - interval '25 hours'")
                .update();
        Api.Answer later = create(key, "aged");
        assertThat(later.status()).isEqualTo(201);
        assertThat(later.text()).isNotEqualTo(first);
        assertThat(create(key, "aged").text()).isEqualTo(later.text());
        assertThat(things()).isEqualTo(2);
    }

    @Test
    void storesNeitherTheKeyNorSecretsOfTheRequest() {
        String key = UUID.randomUUID().toString();
        assertThat(create("\"" + key + "\"", "secretive").status()).isEqualTo(201);
        List<Map<String, Object>> rows = jdbc.sql("""
                        SELECT encode(id, 'escape') || encode(fingerprint, 'escape') || headers::text || encode(body, 'escape') AS row
                        FROM idempotency_key
                        """).query().listOfRows();
        assertThat(rows).isNotEmpty();
        assertThat(rows.toString()).contains("secretive").doesNotContain(key, "s3cret-passcode");
    }

    @Test
    void holdsNoConnectionAfterwards() {
        for (int i = 0; i < 30; i++) {
            create(key(), i % 3 == 0 ? "fail" : "fine");
            create("broken key", "fine");
        }
        await().untilAsserted(() -> assertThat(create(key(), "fine").status()).isEqualTo(201));
    }

    private Api.Answer createAfterAWait(String key, String name) {
        return api.post(admin, "/api/v1/things/after-a-wait", thing(name), "Idempotency-Key", key);
    }

    @Test
    void holdsNoConnectionWhileADeferredHandlerWaitsForOthers() throws Exception {
        HikariPoolMXBean pool = WebTestApplication.sharedContext()
                .getBean(HikariDataSource.class)
                .getHikariPoolMXBean();
        ThingController.Gate gate = new ThingController.Gate();
        controller.gate().set(gate);
        String key = key();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<Api.Answer> first =
                    CompletableFuture.supplyAsync(() -> createAfterAWait(key, "held up"), executor);
            assertThat(gate.entered().await(30, TimeUnit.SECONDS)).isTrue();
            await().untilAsserted(() -> assertThat(pool.getActiveConnections()).isZero());
            // The same request at the same time: whoever begins first does it, the other one is told to come again.
            CompletableFuture<Api.Answer> second =
                    CompletableFuture.supplyAsync(() -> createAfterAWait(key, "held up"), executor);
            gate.open().countDown();
            List<Integer> statuses = List.of(
                    first.get(30, TimeUnit.SECONDS).status(),
                    second.get(30, TimeUnit.SECONDS).status());
            assertThat(statuses)
                    .contains(201)
                    .allSatisfy(status -> assertThat(status).isIn(201, 409));
        } finally {
            gate.open().countDown();
            controller.gate().set(null);
        }
        assertThat(things()).isEqualTo(1);
        Api.Answer again = createAfterAWait(key, "held up");
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.header("Idempotency-Replayed")).contains("true");
        assertThat(things()).isEqualTo(1);
    }

    @Test
    void leavesNothingBehindWhenADeferredHandlerFailsOrForgetsToBegin() {
        String key = key();
        assertThat(createAfterAWait(key, "fail").status()).isEqualTo(500);
        assertThat(createAfterAWait(key, "forgotten").status()).isEqualTo(500);
        assertThat(things()).isZero();
        assertThat(createAfterAWait(key, "corrected").status()).isEqualTo(201);
        assertThat(api.post(admin, "/api/v1/things/after-a-wait", thing("without a key"))
                        .status())
                .isEqualTo(201);
        assertThat(things()).isEqualTo(2);
    }

    private Api.Answer createWithFile(String key, String boundary, String pdf) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        String text = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"thing\"\r\n"
                + "Content-Type: application/json\r\n\r\n" + thing("multi") + "\r\n--" + boundary
                + "\r\nContent-Disposition: form-data; name=\"loa\"; filename=\"loa.pdf\"\r\n"
                + "Content-Type: application/pdf\r\n\r\n" + pdf + "\r\n--" + boundary + "--\r\n";
        body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        return api.send(
                admin,
                "/api/v1/things/with-file",
                request -> request.header("Content-Type", "multipart/form-data; boundary=" + boundary)
                        .header("Idempotency-Key", key)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
    }
}
