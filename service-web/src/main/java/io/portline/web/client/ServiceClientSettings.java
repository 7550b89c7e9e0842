package io.portline.web.client;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;
import java.util.Map;

/**
 * How this service calls the others ({@code portline.client}).
 *
 * @param id our client id at the issuer; needed only for calls in our own name
 * @param secret our client secret at the issuer
 * @param connectTimeout how long to wait for a connection
 * @param readTimeout how long to wait for an answer
 * @param scopes which scope opens which service; it stands in the token request
 */
@ConfigurationProperties("portline.client")
public record ServiceClientSettings(
        @Nullable String id,
        @Nullable String secret,
        @DefaultValue("2s") Duration connectTimeout,
        @DefaultValue("10s") Duration readTimeout,
        @DefaultValue Map<String, String> scopes) {

    /** Without the secret. */
    @Override
    public String toString() {
        return "ServiceClientSettings[id=" + id + "]";
    }
}
