package io.portline.infrastructure;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A very small OpenID Connect issuer for tests: discovery, keys, tokens by client credentials (any client, any secret), and
 * tokens of any content straight from here. Its tokens have the claims of the real issuer.
 */
public final class TestIssuer implements AutoCloseable {
    /** Which scope opens which service. */
    public static final Map<String, String> AUDIENCES = Map.of(
            "orders", "order-service",
            "carriers", "carrier-gateway",
            "notifications", "notification-service",
            "cases", "case-service",
            "dashboard", "dashboard");

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final Duration LIFE = Duration.ofMinutes(30);

    private final HttpServer server;
    private final String issuerUri;
    private final JsonMapper json = JsonMapper.shared();
    private final Clock clock = Clock.systemUTC();
    private final AtomicInteger tokenRequests = new AtomicInteger();
    private volatile Key key;

    private record Key(String id, KeyPair pair) {
        static Key random() {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(2048);
                return new Key(UUID.randomUUID().toString(), generator.generateKeyPair());
            } catch (GeneralSecurityException e) {
                throw new InfrastructureException("Cannot make a key", e);
            }
        }
    }

    private TestIssuer(int port) {
        this.key = Key.random();
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new InfrastructureException("Cannot listen on port " + port, e);
        }
        this.issuerUri = "http://localhost:" + server.getAddress().getPort();
        server.createContext("/.well-known/openid-configuration", exchange -> answer(exchange, 200, metadata()));
        server.createContext("/oauth2/jwks", exchange -> answer(exchange, 200, keys()));
        server.createContext("/oauth2/token", this::answerWithToken);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    /** A new issuer on a free port; the caller closes it. */
    public static TestIssuer start() {
        return start(0);
    }

    /** A new issuer on that port, e.g. later than what asks it. */
    public static TestIssuer start(int port) {
        return new TestIssuer(port);
    }

    /** The issuer that the tests of one JVM share; it ends with the JVM. */
    public static TestIssuer shared() {
        return Shared.INSTANCE;
    }

    /** What the services are given as {@code portline.identity.issuer-uri}. */
    public String issuerUri() {
        return issuerUri;
    }

    /** How many tokens have been asked for at the token endpoint. */
    public int tokenRequests() {
        return tokenRequests.get();
    }

    /** Goes on with a new key; tokens signed with the old one are no longer good. */
    public void rotateKey() {
        key = Key.random();
    }

    /** A token of any content: for all services, by default, and without tenant and roles. */
    public String token(Consumer<TokenBuilder> content) {
        TokenBuilder builder = new TokenBuilder();
        content.accept(builder);
        return builder.sign(key);
    }

    /** A token signed with a key that this issuer does not have. */
    public String forgedToken(Consumer<TokenBuilder> content) {
        TokenBuilder builder = new TokenBuilder();
        content.accept(builder);
        return builder.sign(new Key(key.id(), Key.random().pair()));
    }

    /** An admin of that tenant. */
    public String tenantAdmin(String tenant, String country) {
        return token(content -> content.subject("admin@" + tenant + ".example")
                .claim("name", "Admin of " + tenant)
                .claim("email", "admin@" + tenant + ".example")
                .tenant(tenant, country)
                .roles("TENANT_ADMIN"));
    }

    /** An agent of the desk, above tenants. */
    public String deskAgent() {
        return token(content -> content.subject("desk@portline.example")
                .claim("name", "Desk agent")
                .claim("email", "desk@portline.example")
                .roles("DESK_AGENT"));
    }

    /** An operator, above tenants. */
    public String operator() {
        return token(content -> content.subject("operator@portline.example")
                .claim("name", "Operator")
                .claim("email", "operator@portline.example")
                .roles("OPERATOR"));
    }

    /** One of our services, by its client id. */
    public String service(String clientId) {
        return token(content -> content.subject(clientId).roles("SERVICE"));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** The content of one token. */
    public final class TokenBuilder {
        private final Map<String, Object> header = new LinkedHashMap<>();
        private final Map<String, Object> claims = new LinkedHashMap<>();

        private TokenBuilder() {
            Instant now = clock.instant();
            claims.put("iss", issuerUri);
            claims.put("sub", "somebody");
            claims.put("aud", List.copyOf(AUDIENCES.values()));
            claims.put("iat", now.getEpochSecond());
            claims.put("exp", now.plus(LIFE).getEpochSecond());
            claims.put("locale", "en");
            header.put("alg", "RS256");
        }

        public TokenBuilder subject(String subject) {
            return claim("sub", subject);
        }

        public TokenBuilder tenant(String tenant, String country) {
            return claim("tenant", tenant).claim("tenant_country", country);
        }

        public TokenBuilder roles(String... roles) {
            return claim("roles", List.of(roles));
        }

        public TokenBuilder audience(String... services) {
            return claim("aud", List.of(services));
        }

        /** The language: en, fr or ja. */
        public TokenBuilder locale(String language) {
            return claim("locale", language);
        }

        /** Moves the token's whole life; a negative duration longer than the life gives an expired token. */
        public TokenBuilder issued(Duration fromNow) {
            Instant issuedAt = clock.instant().plus(fromNow);
            return claim("iat", issuedAt.getEpochSecond())
                    .claim("nbf", issuedAt.getEpochSecond())
                    .claim("exp", issuedAt.plus(LIFE).getEpochSecond());
        }

        /** Any claim; null takes it out. */
        public TokenBuilder claim(String name, @Nullable Object value) {
            if (value == null) {
                claims.remove(name);
            } else {
                claims.put(name, value);
            }
            return this;
        }

        private String sign(Key signer) {
            header.put("kid", signer.id());
            String content = base64(json.writeValueAsBytes(header)) + "." + base64(json.writeValueAsBytes(claims));
            try {
                Signature signature = Signature.getInstance("SHA256withRSA");
                signature.initSign(signer.pair().getPrivate());
                signature.update(content.getBytes(StandardCharsets.US_ASCII));
                return content + "." + base64(signature.sign());
            } catch (GeneralSecurityException e) {
                throw new InfrastructureException("Cannot sign a token", e);
            }
        }
    }

    private Map<String, Object> metadata() {
        return Map.of(
                "issuer",
                issuerUri,
                "authorization_endpoint",
                issuerUri + "/oauth2/authorize",
                "token_endpoint",
                issuerUri + "/oauth2/token",
                "jwks_uri",
                issuerUri + "/oauth2/jwks",
                "response_types_supported",
                List.of("code"),
                "subject_types_supported",
                List.of("public"),
                "id_token_signing_alg_values_supported",
                List.of("RS256"));
    }

    private Map<String, Object> keys() {
        Key current = key;
        RSAPublicKey publicKey = (RSAPublicKey) current.pair().getPublic();
        return Map.of(
                "keys",
                List.of(Map.of(
                        "kty",
                        "RSA",
                        "use",
                        "sig",
                        "alg",
                        "RS256",
                        "kid",
                        current.id(),
                        "n",
                        base64(unsigned(publicKey.getModulus())),
                        "e",
                        base64(unsigned(publicKey.getPublicExponent())))));
    }

    private void answerWithToken(HttpExchange exchange) throws IOException {
        tokenRequests.incrementAndGet();
        Map<String, String> form = form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        String client = client(exchange, form);
        if (client == null || !"client_credentials".equals(form.get("grant_type"))) {
            answer(exchange, 400, Map.of("error", client == null ? "invalid_client" : "unsupported_grant_type"));
            return;
        }
        String scope = form.getOrDefault("scope", "");
        String[] audiences = Arrays.stream(scope.split(" "))
                .filter(AUDIENCES::containsKey)
                .map(AUDIENCES::get)
                .toArray(String[]::new);
        String token = token(content ->
                content.subject(client).roles("SERVICE").audience(audiences).claim("scope", scope));
        answer(
                exchange,
                200,
                Map.of("access_token", token, "token_type", "Bearer", "expires_in", LIFE.toSeconds(), "scope", scope));
    }

    private static @Nullable String client(HttpExchange exchange, Map<String, String> form) {
        String basic = exchange.getRequestHeaders().getFirst("Authorization");
        if (basic == null || !basic.startsWith("Basic ")) {
            return form.get("client_id");
        }
        String pair = new String(Base64.getDecoder().decode(basic.substring(6)), StandardCharsets.UTF_8);
        return URLDecoder.decode(pair.substring(0, pair.indexOf(':')), StandardCharsets.UTF_8);
    }

    private static Map<String, String> form(String body) {
        Map<String, String> form = new HashMap<>();
        for (String pair : body.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                form.put(
                        pair.substring(0, equals),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return form;
    }

    private void answer(HttpExchange exchange, int status, Map<String, Object> content) throws IOException {
        byte[] body = json.writeValueAsBytes(content);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        try (exchange) {
            exchange.getResponseBody().write(body);
        }
    }

    private static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private static String base64(byte[] bytes) {
        return BASE64.encodeToString(bytes);
    }

    private static final class Shared {
        static final TestIssuer INSTANCE = start();
    }
}
