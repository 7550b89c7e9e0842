package io.portline.dashboard.session.web;

import io.portline.dashboard.upstream.AccessTokens;
import jakarta.servlet.http.HttpSession;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.ClientAuthorizationException;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.util.WebUtils;

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
        OAuth2AuthorizeRequest request = OAuth2AuthorizeRequest.withClientRegistrationId(
                        SessionConfiguration.REGISTRATION)
                .principal(user)
                .build();
        // A refresh token works once: of two requests of a session that find the token run out, one refreshes it.
        synchronized (ofThisSession()) {
            return token(request);
        }
    }

    private String token(OAuth2AuthorizeRequest request) {
        try {
            OAuth2AuthorizedClient client = clients.authorize(request);
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

    private Object ofThisSession() {
        HttpSession session = RequestContextHolder.currentRequestAttributes() instanceof ServletRequestAttributes web
                ? web.getRequest().getSession(false)
                : null;
        return session == null ? this : WebUtils.getSessionMutex(session);
    }
}
