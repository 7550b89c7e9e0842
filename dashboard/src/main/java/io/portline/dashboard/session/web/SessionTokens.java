package io.portline.dashboard.session.web;

import io.portline.dashboard.upstream.AccessTokens;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.ClientAuthorizationException;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;

import java.util.Set;

/** The user's token out of the session, where alone it is kept. */
public final class SessionTokens implements AccessTokens {

    private static final Set<String> SIGN_IN_AGAIN =
            Set.of("invalid_grant", "client_authorization_required", "invalid_client", "access_denied");

    private final OAuth2AuthorizedClientManager clients;

    public SessionTokens(OAuth2AuthorizedClientManager clients) {
        this.clients = clients;
    }

    @Override
    public String ofUser() {
        Authentication user = SecurityContextHolder.getContext().getAuthentication();
        if (user == null) {
            throw new SignInAgainException(new IllegalStateException("Nobody is signed in"));
        }
        try {
            OAuth2AuthorizedClient client =
                    clients.authorize(OAuth2AuthorizeRequest.withClientRegistrationId(SessionConfiguration.REGISTRATION)
                            .principal(user)
                            .build());
            if (client == null) {
                throw new SignInAgainException(new IllegalStateException("The session has no token"));
            }
            return client.getAccessToken().getTokenValue();
        } catch (ClientAuthorizationException e) {
            throw SIGN_IN_AGAIN.contains(e.getError().getErrorCode())
                    ? new SignInAgainException(e)
                    : new TokensUnavailableException(e);
        } catch (OAuth2AuthorizationException e) {
            throw new TokensUnavailableException(e);
        }
    }
}
