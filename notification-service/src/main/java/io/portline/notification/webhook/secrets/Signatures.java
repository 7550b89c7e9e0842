package io.portline.notification.webhook.secrets;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** Symmetric signatures of Standard Webhooks 1.0: HMAC-SHA256 over {@code id.timestamp.payload}. */
public final class Signatures {
    private static final String ALGORITHM = "HmacSHA256";

    private Signatures() {}

    /**
     * The header {@code webhook-signature}: one signature for each secret, so that receivers can change theirs in peace.
     *
     * @param timestamp seconds since 1970
     */
    public static String of(List<byte[]> secrets, String id, long timestamp, String payload) {
        byte[] signed = (id + "." + timestamp + "." + payload).getBytes(StandardCharsets.UTF_8);
        return secrets.stream()
                .map(secret -> "v1," + Base64.getEncoder().encodeToString(hmac(secret, signed)))
                .collect(Collectors.joining(" "));
    }

    private static byte[] hmac(byte[] secret, byte[] signed) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            return mac.doFinal(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A webhook cannot be signed", e);
        }
    }
}
