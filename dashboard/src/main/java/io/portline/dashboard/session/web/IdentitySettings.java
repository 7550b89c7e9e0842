package io.portline.dashboard.session.web;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.net.URI;

/**
 * The issuer. Its end points are named here and not asked for, so that the dashboard starts without it; those that
 * differ from Spring Authorization Server's can be set.
 *
 * @param issuerUri as in the tokens
 * @param serverUri where this server reaches the issuer, if that is not the issuer's own address (containers)
 * @param clientSecret of the client {@code dashboard}; has no default
 */
@ConfigurationProperties("portline.identity")
public record IdentitySettings(
        @DefaultValue("http://localhost:9000") URI issuerUri,
        @Nullable URI serverUri,
        @Nullable String authorizationUri,
        @Nullable String tokenUri,
        @Nullable String jwkSetUri,
        @Nullable String endSessionUri,
        @DefaultValue("dashboard") String clientId,
        @DefaultValue("") String clientSecret) {

    String authorization() {
        return authorizationUri != null ? authorizationUri : issuerUri + "/oauth2/authorize";
    }

    String token() {
        return tokenUri != null ? tokenUri : server() + "/oauth2/token";
    }

    String jwkSet() {
        return jwkSetUri != null ? jwkSetUri : server() + "/oauth2/jwks";
    }

    String endSession() {
        return endSessionUri != null ? endSessionUri : issuerUri + "/connect/logout";
    }

    /** Scheme, host and port as the browser sees them. */
    String origin() {
        URI uri = URI.create(authorization());
        return uri.getScheme() + "://" + uri.getAuthority();
    }

    private URI server() {
        return serverUri != null ? serverUri : issuerUri;
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "IdentitySettings[" + issuerUri + ", " + clientId + "]";
    }
}
