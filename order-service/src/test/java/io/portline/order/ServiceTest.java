package io.portline.order;

import com.sun.net.httpserver.HttpServer;
import io.portline.infrastructure.LocalPostgres;
import io.portline.infrastructure.TestInfrastructure;
import io.portline.infrastructure.TestIssuer;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * The whole service against real PostgreSQL, Kafka and registry, a small issuer, and a server that stands for the gateway's list of carriers. One
 * context for all tests; each takes orders and numbers of its own. Business time runs an hour a second.
 */
@SpringBootTest(
        classes = OrderServiceApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {OrderServiceApplication.CONFIG_NAME, "db-scheduler.polling-interval=100ms"})
@Import(StatementCount.Counting.class)
public abstract class ServiceTest {

    protected static final Instant BUSINESS_ORIGIN = Instant.parse("2026-11-23T15:00:00Z");
    protected static final KeyPair GATEWAY_KEYS = x25519();
    protected static final TestIssuer ISSUER = TestIssuer.shared();

    private static final LocalPostgres.Database DATABASE =
            TestInfrastructure.postgres().newDatabase("order_service");
    private static final HttpServer GATEWAY = gateway();
    private static final Instant REAL_ORIGIN = Instant.now();

    @DynamicPropertySource
    static void addresses(DynamicPropertyRegistry registry) {
        registry.add("spring.datasource.url", DATABASE::jdbcUrl);
        registry.add("spring.datasource.username", DATABASE::user);
        registry.add("spring.datasource.password", DATABASE::password);
        registry.add("spring.kafka.bootstrap-servers", TestInfrastructure.kafka()::bootstrapServers);
        registry.add("portline.registry.url", TestInfrastructure.registry()::url);
        registry.add("portline.identity.issuer-uri", ISSUER::issuerUri);
        registry.add(
                "portline.services.carrier-gateway",
                () -> "http://localhost:" + GATEWAY.getAddress().getPort());
        registry.add("portline.client.id", () -> "order-service");
        registry.add("portline.client.secret", () -> "any");
        registry.add("portline.clock.real-origin", REAL_ORIGIN::toString);
        registry.add("portline.clock.business-origin", BUSINESS_ORIGIN::toString);
        registry.add("portline.clock.speed", () -> "3600");
        registry.add(
                "portline.secrets.wrapping-keys",
                () -> "test:" + Base64.getEncoder().encodeToString(new byte[32]));
        registry.add("portline.secrets.gateway-key-id", () -> "gateway-test");
        registry.add(
                "portline.secrets.gateway-public-key",
                () -> Base64.getEncoder()
                        .encodeToString(GATEWAY_KEYS.getPublic().getEncoded()));
        registry.add("portline.web.limits.requests-per-second", () -> "0");
    }

    private static KeyPair x25519() {
        try {
            return KeyPairGenerator.getInstance("X25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Answers what carrier-gateway answers. */
    private static HttpServer gateway() {
        String carrier = """
                {"id":"%s","name":"%s","spid":"X","countries":["%s"],"zone":"America/New_York","holidayCalendar":"%s",
                 "businessHours":{"opens":"08:00","closes":"17:00"},"cutover":{"from":"00:00","to":"23:00"},
                 "responseHours":{"min":0.5,"median":4,"max":18},"focBusinessDays":{"simple":1,"complex":4}}""";
        String body = "{\"items\":["
                + carrier.formatted("us-cascadia", "Cascadia Telephone", "US", "US") + ","
                + carrier.formatted("us-bluegrass", "Bluegrass Wireless", "US", "US") + ","
                + carrier.formatted("us-swift", "Swift Telephone", "US", "US")
                        .replace("\"closes\":\"17:00\"", "\"closes\":\"23:59\"")
                        .replace("\"opens\":\"08:00\"", "\"opens\":\"00:00\"")
                        .replace("\"min\":0.5,\"median\":4,\"max\":18", "\"min\":0.1,\"median\":0.5,\"max\":1")
                + ","
                + carrier.formatted("fr-hexatel", "Hexatel", "FR", "FR") + "]}";
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/api/v1/carriers", exchange -> {
                byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
                exchange.close();
            });
            server.createContext("/api/v1/number-lookups", exchange -> {
                byte[] bytes = lookups(exchange.getRequestBody().readAllBytes());
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
                exchange.close();
            });
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** 212 is Cascadia's, 646 Bluegrass's, 33 Hexatel's; what ends in 99 its carrier keeps, the rest nobody serves. */
    private static byte[] lookups(byte[] question) {
        JsonMapper json = JsonMapper.shared();
        List<Map<String, Object>> items = new ArrayList<>();
        json.readTree(question).get("numbers").forEach(node -> {
            String number = node.asString();
            String carrier = number.startsWith("+1212")
                    ? "us-cascadia"
                    : number.startsWith("+1646") ? "us-bluegrass" : number.startsWith("+33") ? "fr-hexatel" : null;
            boolean kept = number.endsWith("99");
            Map<String, Object> item = new HashMap<>();
            item.put("number", number);
            item.put("carrierId", carrier);
            item.put("carrierName", carrier == null ? null : "Carrier " + carrier);
            item.put("portable", carrier != null && !kept);
            item.put("reasonCode", carrier == null ? "NUMBER_NOT_FOUND" : kept ? "NUMBER_NOT_PORTABLE" : null);
            items.add(item);
        });
        return json.writeValueAsBytes(Map.of("items", items));
    }
}
