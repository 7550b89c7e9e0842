package io.portline.web.security;

import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

import java.util.List;

/** Takes only access tokens that are meant for this service. */
public final class AccessTokenValidator implements OAuth2TokenValidator<Jwt> {

    // Claims that only ID tokens have (OpenID Connect Core 1.0, 2 and 3.3.2.11).
    private static final List<String> ID_TOKEN_CLAIMS = List.of("nonce", "at_hash", "c_hash");

    private final String audience;

    /** @param audience the name of this service, which must be one of the token's audiences */
    public AccessTokenValidator(String audience) {
        this.audience = audience;
    }

    @Override
    public OAuth2TokenValidatorResult validate(Jwt token) {
        List<String> audiences = token.getAudience();
        if (audiences == null || !audiences.contains(audience)) {
            return refused("The token is not meant for this service");
        }
        if (ID_TOKEN_CLAIMS.stream().anyMatch(token::hasClaim)) {
            return refused("The token is not an access token");
        }
        // Without an end a stolen token would be good for ever.
        return token.getExpiresAt() == null ? refused("The token has no end") : OAuth2TokenValidatorResult.success();
    }

    private static OAuth2TokenValidatorResult refused(String why) {
        return OAuth2TokenValidatorResult.failure(new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN, why, null));
    }
}
