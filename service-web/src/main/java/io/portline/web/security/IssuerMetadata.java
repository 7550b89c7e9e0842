package io.portline.web.security;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What the issuer says about itself (OpenID Connect Discovery 1.0). It is asked when first needed and not at start, so
 * that a service may start before its issuer; after a failure it is asked again at most once a second.
 */
public final class IssuerMetadata {

    private static final String PATH = "/.well-known/openid-configuration";
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    /** The endpoints that we use. */
    public record Endpoints(String jwksUri, @Nullable String tokenUri) {}

    private final String issuer;
    private final RestClient http;
    private final Clock realClock;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile @Nullable Endpoints endpoints;
    private volatile Instant notBefore = Instant.MIN;

    public IssuerMetadata(String issuer, RestClient http, Clock realClock) {
        this.issuer = issuer;
        this.http = http;
        this.realClock = realClock;
    }

    public String issuer() {
        return issuer;
    }

    /** The endpoints; a {@link RestClientException} while the issuer cannot be asked. */
    public Endpoints endpoints() {
        Endpoints known = endpoints;
        if (known != null) {
            return known;
        }
        asking.lock();
        try {
            known = endpoints;
            if (known == null) {
                known = ask();
                endpoints = known;
            }
            return known;
        } finally {
            asking.unlock();
        }
    }

    private Endpoints ask() {
        Instant now = realClock.instant();
        if (now.isBefore(notBefore)) {
            throw new ResourceAccessException("The issuer " + issuer + " did not answer a moment ago");
        }
        try {
            Map<String, Object> metadata = Objects.requireNonNullElse(
                    http.get()
                            .uri(issuer.replaceFirst("/$", "") + PATH)
                            .retrieve()
                            .body(new ParameterizedTypeReference<Map<String, Object>>() {}),
                    Map.of());
            if (!issuer.equals(metadata.get("issuer")) || !(metadata.get("jwks_uri") instanceof String jwksUri)) {
                throw new ResourceAccessException("What answers at " + issuer + " is not that issuer");
            }
            return new Endpoints(jwksUri, metadata.get("token_endpoint") instanceof String uri ? uri : null);
        } catch (RestClientException failed) {
            notBefore = realClock.instant().plus(PAUSE_AFTER_FAILURE);
            throw failed;
        }
    }
}
