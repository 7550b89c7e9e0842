package io.portline.carrier.portout.client;

import org.jspecify.annotations.Nullable;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

/**
 * The {@code Idempotency-Key} of a call, derived from what the call is about with a secret of the gateway: the same for the same call, also after
 * a restart and from another instance. order-service keeps a hash of the call, with its PIN, keyed by this; derived without a secret, from ids that
 * are stored beside it, the PIN could be found by trying all of them.
 */
public final class CallKeys {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String PURPOSE = "portline/idempotency-key/order-service/v1\n";

    private final @Nullable SecretKeySpec secret;

    /** @param secret the gateway's own; without one no call can be made anyway, and none gets a key */
    public CallKeys(@Nullable String secret) {
        this.secret = secret == null || secret.isBlank()
                ? null
                : new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /** @param call what it is about; two calls never share that */
    String of(String call) {
        if (secret == null) {
            throw new IllegalStateException("portline.client.secret is not set");
        }
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            byte[] key = mac.doFinal((PURPOSE + call).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(key);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
