package io.portline.notification.webhook.secrets;

import io.portline.notification.webhook.SealedSecret;
import io.portline.notification.webhook.SecretVault;
import io.portline.web.secrets.WrappingKeys;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.UUID;

/** AES-256-GCM under a named key, bound to the endpoint, so that a row's secret is worthless in another row. */
public final class EncryptedSecrets implements SecretVault {
    private static final String TRANSFORMATION = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final WrappingKeys keys;
    private final SecureRandom random;

    public EncryptedSecrets(WrappingKeys keys, SecureRandom random) {
        this.keys = keys;
        this.random = random;
    }

    @Override
    public boolean ready() {
        return !keys.isEmpty();
    }

    @Override
    public SealedSecret seal(UUID endpointId, byte[] secret) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        String name = keys.current();
        return new SealedSecret(name, nonce, run(Cipher.ENCRYPT_MODE, name, nonce, endpointId, secret));
    }

    /** Opens it; an {@link IllegalStateException} if it was sealed for another endpoint or is damaged. */
    public byte[] open(UUID endpointId, SealedSecret sealed) {
        return run(Cipher.DECRYPT_MODE, sealed.keyName(), sealed.nonce(), endpointId, sealed.ciphertext());
    }

    private byte[] run(int mode, String keyName, byte[] nonce, UUID endpointId, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance(TRANSFORMATION);
            cipher.init(mode, keys.key(keyName), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD((endpointId + "/webhook-secret").getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A webhook secret cannot be encrypted or read", e);
        }
    }
}
