package io.portline.identity;

import org.springframework.core.env.Environment;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The clients of {@link Directory} with their secrets, each from {@code PORTLINE_CLIENT_SECRET_<NAME>}; none has a default. */
final class Clients {
    private final Environment environment;
    private final IdentityProperties properties;
    private final PasswordEncoder encoder;

    Clients(Environment environment, IdentityProperties properties, PasswordEncoder encoder) {
        this.environment = environment;
        this.properties = properties;
        this.encoder = encoder;
    }

    RegisteredClientRepository repository() {
        List<String> missing = new ArrayList<>();
        List<RegisteredClient> clients = new ArrayList<>();
        clients.add(dashboard(missing));
        for (Subject machine : Directory.MACHINES) {
            clients.add(client(machine.id(), missing)
                    .clientName(machine.name())
                    .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                    .tokenSettings(TokenSettings.builder()
                            .accessTokenTimeToLive(properties.accessTokenLifetime())
                            .build())
                    .build());
        }
        if (!missing.isEmpty()) {
            throw new IllegalStateException("Client secrets are missing; set " + String.join(", ", missing));
        }
        return new InMemoryRegisteredClientRepository(clients);
    }

    private RegisteredClient dashboard(List<String> missing) {
        URI dashboard = properties.dashboardUrl();
        return client(Directory.DASHBOARD_CLIENT, missing)
                .clientName("Portline")
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN)
                .redirectUri(dashboard.resolve("/login/oauth2/code/portline").toString())
                .postLogoutRedirectUri(dashboard.resolve("/").toString())
                .scope(OidcScopes.OPENID)
                .scope(OidcScopes.PROFILE)
                .scope(OidcScopes.EMAIL)
                .clientSettings(ClientSettings.builder()
                        .requireProofKey(true)
                        .requireAuthorizationConsent(false)
                        .build())
                .tokenSettings(TokenSettings.builder()
                        .accessTokenTimeToLive(properties.accessTokenLifetime())
                        .refreshTokenTimeToLive(Duration.ofHours(12))
                        .reuseRefreshTokens(false)
                        .build())
                .build();
    }

    private RegisteredClient.Builder client(String id, List<String> missing) {
        String secret = environment.getProperty("portline.client.secret." + id, "");
        if (secret.isBlank()) {
            missing.add("PORTLINE_CLIENT_SECRET_" + id.replace('-', '_').toUpperCase(Locale.ROOT));
        }
        return RegisteredClient.withId(id)
                .clientId(id)
                .clientSecret(encoder.encode(secret))
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                .scopes(scopes -> scopes.addAll(Directory.AUDIENCE_BY_SCOPE.keySet()));
    }
}
