package io.portline.notification.webhook.secrets;

import com.standardwebhooks.Webhook;
import io.portline.notification.webhook.SealedSecret;
import io.portline.web.secrets.WrappingKeys;
import org.junit.jupiter.api.Test;

import java.net.http.HttpHeaders;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The receivers' own library, {@code com.standardwebhooks:standardwebhooks}, judges what we sign. */
class SignaturesTest {
    private static final String PAYLOAD = "{\"type\":\"port-order.completed\",\"data\":{\"number\":\"PO-000042\"}}";

    private final byte[] secret = new byte[32];
    private final byte[] older = new byte[32];

    SignaturesTest() {
        new SecureRandom().nextBytes(secret);
        new SecureRandom().nextBytes(older);
    }

    @Test
    void areAcceptedByTheOfficialLibrary() {
        String id = UUID.randomUUID().toString();
        long now = Instant.now().getEpochSecond();
        HttpHeaders headers = headers(id, now, Signatures.of(List.of(secret), id, now, PAYLOAD));

        assertThatCode(() -> new Webhook(Base64.getEncoder().encodeToString(secret)).verify(PAYLOAD, headers))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> new Webhook(Base64.getEncoder().encodeToString(secret)).verify(PAYLOAD + " ", headers))
                .isInstanceOf(com.standardwebhooks.exceptions.WebhookVerificationException.class);
    }

    @Test
    void areAcceptedByBothSecretsWhileOneReplacesTheOther() {
        String id = UUID.randomUUID().toString();
        long now = Instant.now().getEpochSecond();
        HttpHeaders headers = headers(id, now, Signatures.of(List.of(secret, older), id, now, PAYLOAD));

        for (byte[] either : List.of(secret, older)) {
            assertThatCode(() ->
                            new Webhook("whsec_" + Base64.getEncoder().encodeToString(either)).verify(PAYLOAD, headers))
                    .doesNotThrowAnyException();
        }
    }

    /** The example that the libraries of Standard Webhooks share in their own tests. */
    @Test
    void matchTheLibrariesOwnExample() {
        byte[] known = Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

        assertThat(Signatures.of(List.of(known), "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void secretsAreSealedForTheirEndpointAlone() {
        EncryptedSecrets secrets = new EncryptedSecrets(
                WrappingKeys.parse("one:" + Base64.getEncoder().encodeToString(older)), new SecureRandom());
        UUID endpoint = UUID.randomUUID();
        SealedSecret sealed = secrets.seal(endpoint, secret);

        assertThat(secrets.open(endpoint, sealed)).isEqualTo(secret);
        assertThat(sealed.ciphertext()).isNotEqualTo(secret);
        assertThatThrownBy(() -> secrets.open(UUID.randomUUID(), sealed)).isInstanceOf(IllegalStateException.class);
        assertThat(new EncryptedSecrets(WrappingKeys.none(), new SecureRandom()).ready())
                .isFalse();
    }

    private static HttpHeaders headers(String id, long timestamp, String signature) {
        return HttpHeaders.of(
                Map.of(
                        "webhook-id", List.of(id),
                        "webhook-timestamp", List.of(Long.toString(timestamp)),
                        "webhook-signature", List.of(signature)),
                (_, _) -> true);
    }
}
