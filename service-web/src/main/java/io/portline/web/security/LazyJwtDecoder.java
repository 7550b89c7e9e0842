package io.portline.web.security;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.client.RestClientException;

import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Verifies tokens with the issuer's keys, which are fetched with the first token. They are kept and refreshed; a new key
 * is found at once, an issuer that is away for less than an hour is not noticed, and tokens with made-up key ids cannot
 * make us ask more than once in {@value #REFRESH_PAUSE_MILLIS} ms.
 */
public final class LazyJwtDecoder implements JwtDecoder {

    private static final long REFRESH_PAUSE_MILLIS = 500;
    private static final long KEYS_LIVE_MILLIS = Duration.ofMinutes(5).toMillis();
    private static final long REFRESH_TIMEOUT_MILLIS = Duration.ofSeconds(10).toMillis();
    private static final long OUTAGE_MILLIS = Duration.ofHours(1).toMillis();
    private static final int CONNECT_MILLIS = 2_000;
    private static final int READ_MILLIS = 3_000;
    private static final int MAX_KEYS_BYTES = 256 * 1024;

    private final IssuerMetadata issuer;
    private final OAuth2TokenValidator<Jwt> validator;
    private volatile @Nullable JwtDecoder ready;

    public LazyJwtDecoder(IssuerMetadata issuer, OAuth2TokenValidator<Jwt> validator) {
        this.issuer = issuer;
        this.validator = validator;
    }

    @Override
    public Jwt decode(String token) {
        JwtDecoder decoder = ready;
        if (decoder == null) {
            decoder = prepare();
        }
        return decoder.decode(token);
    }

    private synchronized JwtDecoder prepare() {
        JwtDecoder decoder = ready;
        if (decoder == null) {
            try {
                decoder = decoder(URI.create(issuer.endpoints().jwksUri()));
            } catch (RestClientException | MalformedURLException away) {
                // A JwtException that is no BadJwtException: the token is not at fault, so the answer is 503 and not
                // 401.
                throw new JwtException("The issuer's keys cannot be had", away);
            }
            ready = decoder;
        }
        return decoder;
    }

    private JwtDecoder decoder(URI jwksUri) throws MalformedURLException {
        JWKSource<SecurityContext> keys = JWKSourceBuilder.<SecurityContext>create(
                        jwksUri.toURL(), new DefaultResourceRetriever(CONNECT_MILLIS, READ_MILLIS, MAX_KEYS_BYTES))
                .cache(KEYS_LIVE_MILLIS, REFRESH_TIMEOUT_MILLIS)
                .refreshAheadCache(false)
                .rateLimited(REFRESH_PAUSE_MILLIS)
                .outageTolerant(OUTAGE_MILLIS)
                .build();
        // Only signatures by key pairs: a shared secret or "none" is never accepted.
        Set<JWSAlgorithm> algorithms = new HashSet<>(JWSAlgorithm.Family.RSA);
        algorithms.addAll(JWSAlgorithm.Family.EC);
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(algorithms, keys));
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        // The claims are checked by the validator.
        processor.setJWTClaimsSetVerifier((claims, context) -> {});
        NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
        decoder.setJwtValidator(validator);
        return decoder;
    }
}
