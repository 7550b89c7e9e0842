package io.portline.web.client;

import io.portline.web.security.IssuerMetadata;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.InMemoryOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProviderBuilder;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.endpoint.RestClientClientCredentialsTokenResponseClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.web.client.RestClient;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** Our own tokens by client credentials: one for each service called, open for that service alone. */
final class OwnTokens {

    private static final Authentication SELF =
            new AnonymousAuthenticationToken("self", "self", AuthorityUtils.createAuthorityList("ROLE_SELF"));

    private final IssuerMetadata issuer;
    private final ServiceClientSettings settings;
    private final Map<String, ClientRegistration> registrations = new ConcurrentHashMap<>();
    private final OAuth2AuthorizedClientService kept;
    private final OAuth2AuthorizedClientManager manager;

    OwnTokens(IssuerMetadata issuer, ServiceClientSettings settings, RestClient http) {
        this.issuer = issuer;
        this.settings = settings;
        ClientRegistrationRepository repository = this::registration;
        this.kept = new InMemoryOAuth2AuthorizedClientService(repository);
        RestClientClientCredentialsTokenResponseClient client = new RestClientClientCredentialsTokenResponseClient();
        client.setRestClient(http);
        AuthorizedClientServiceOAuth2AuthorizedClientManager authorized =
                new AuthorizedClientServiceOAuth2AuthorizedClientManager(repository, kept);
        authorized.setAuthorizedClientProvider(OAuth2AuthorizedClientProviderBuilder.builder()
                .clientCredentials(credentials -> credentials.accessTokenResponseClient(client))
                .build());
        this.manager = authorized;
    }

    /** A token that the service will take; fetched if there is none, or none that lives for another minute. */
    String tokenFor(String service) {
        OAuth2AuthorizedClient client = manager.authorize(OAuth2AuthorizeRequest.withClientRegistrationId(service)
                .principal(SELF)
                .build());
        return Objects.requireNonNull(client, "client credentials always give a client")
                .getAccessToken()
                .getTokenValue();
    }

    /** Forgets a token that the service did not take, e.g. because the issuer has new keys. */
    void forget(String service) {
        kept.removeAuthorizedClient(service, SELF.getName());
    }

    private ClientRegistration registration(String service) {
        return registrations.computeIfAbsent(service, this::register);
    }

    private ClientRegistration register(String service) {
        String id = settings.id();
        String secret = settings.secret();
        String scope = settings.scopes().get(service);
        if (id == null || secret == null) {
            throw new IllegalStateException("portline.client.id and portline.client.secret are not set");
        }
        if (scope == null) {
            throw new IllegalStateException("portline.client.scopes has no scope for " + service);
        }
        String tokenUri = issuer.endpoints().tokenUri();
        if (tokenUri == null) {
            throw new IllegalStateException("The issuer names no token endpoint");
        }
        return ClientRegistration.withRegistrationId(service)
                .clientId(id)
                .clientSecret(secret)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .scope(scope)
                .tokenUri(tokenUri)
                .build();
    }
}
