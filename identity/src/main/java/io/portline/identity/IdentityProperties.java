package io.portline.identity;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * @param forLocalUse         must be true: whoever starts this issuer says that it is no production issuer
 * @param issuerUri           what tokens name as their issuer; where browsers and services reach this process
 * @param dashboardUrl        where the dashboard is, for its redirects
 * @param keyFile             the signing key; created when missing, kept so that a restart leaves tokens valid
 * @param accessTokenLifetime real time
 */
@ConfigurationProperties("portline.identity")
record IdentityProperties(
        @DefaultValue("false") boolean forLocalUse,
        @DefaultValue("http://localhost:9000") String issuerUri,
        @DefaultValue("http://localhost:8080") URI dashboardUrl,
        @Nullable Path keyFile,
        @DefaultValue("PT30M") Duration accessTokenLifetime) {

    IdentityProperties {
        if (!forLocalUse) {
            throw new IllegalStateException("""
                    This issuer has demo users and is for local use only. In production point the services at your own issuer \
                    (portline.identity.issuer-uri). To start it all the same, say that it is for local use: PORTLINE_IDENTITY_FOR_LOCAL_USE=true""");
        }
        if (keyFile == null) {
            throw new IllegalStateException("Say where the signing key is kept: PORTLINE_IDENTITY_KEY_FILE=<file>");
        }
    }

    Path signingKeyFile() {
        if (keyFile == null) {
            throw new IllegalStateException("Checked when created");
        }
        return keyFile;
    }
}
