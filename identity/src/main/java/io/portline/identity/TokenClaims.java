package io.portline.identity;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;

import java.util.List;
import java.util.Optional;

/** Puts into each token who it is about, and into access tokens the services that it is for: those whose scope was granted, no others. */
final class TokenClaims implements OAuth2TokenCustomizer<JwtEncodingContext> {
    @Override
    public void customize(JwtEncodingContext context) {
        boolean accessToken = OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType());
        boolean idToken =
                OidcParameterNames.ID_TOKEN.equals(context.getTokenType().getValue());
        if (!accessToken && !idToken) {
            return;
        }
        @Nullable Authentication authentication = context.getPrincipal();
        Subject subject = Optional.ofNullable(authentication)
                .flatMap(principal -> Directory.find(principal.getName()))
                .orElseThrow(() -> new IllegalStateException("A token for somebody unknown"));
        context.getClaims().claims(claims -> claims.putAll(subject.claims()));
        if (accessToken) {
            List<String> audience = context.getAuthorizedScopes().stream()
                    .filter(Directory.AUDIENCE_BY_SCOPE::containsKey)
                    .map(Directory.AUDIENCE_BY_SCOPE::get)
                    .sorted()
                    .toList();
            if (!audience.isEmpty()) {
                context.getClaims().audience(audience);
            }
        }
    }
}
