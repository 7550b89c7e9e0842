package io.portline.order.portorder.secrets;

import io.portline.order.portorder.EncryptedPasscode;
import io.portline.order.portorder.Passcode;
import io.portline.order.portorder.PasscodeVault;
import io.portline.web.secrets.WrappingKeys;

import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.UUID;

/**
 * The passcode at rest: AES-256-GCM under a data key of its own, which is wrapped by a named key, AES-256-GCM too. Both are bound to the order
 * and the field (additional data {@code <orderId>/passcode}), so that a row's secret is worthless in another row. Rotating is adding a new
 * current key: what was wrapped by an older one stays readable while that key is configured.
 */
public final class PasscodeCipher implements PasscodeVault {

    private static final String TRANSFORMATION = "AES/GCM/NoPadding";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final WrappingKeys keys;
    private final SecureRandom random;

    public PasscodeCipher(WrappingKeys keys, SecureRandom random) {
        this.keys = keys;
        this.random = random;
    }

    @Override
    public EncryptedPasscode seal(UUID orderId, Passcode passcode) {
        byte[] dataKey = bytes(KEY_BYTES);
        byte[] nonce = bytes(NONCE_BYTES);
        byte[] wrappingNonce = bytes(NONCE_BYTES);
        byte[] bound = boundTo(orderId);
        try {
            byte[] ciphertext = run(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(dataKey, "AES"),
                    nonce,
                    bound,
                    passcode.clear().getBytes(StandardCharsets.UTF_8));
            String current = keys.current();
            byte[] wrapped = run(Cipher.ENCRYPT_MODE, keys.key(current), wrappingNonce, bound, dataKey);
            return new EncryptedPasscode(current, wrapped, wrappingNonce, nonce, ciphertext);
        } finally {
            Arrays.fill(dataKey, (byte) 0);
        }
    }

    /** Opens it; an {@link IllegalStateException} if it was sealed for another order or is damaged. */
    public Passcode open(UUID orderId, EncryptedPasscode sealed) {
        byte[] bound = boundTo(orderId);
        byte[] dataKey = run(
                Cipher.DECRYPT_MODE,
                keys.key(sealed.wrappingKey()),
                sealed.wrappingNonce(),
                bound,
                sealed.wrappedDataKey());
        try {
            byte[] clear = run(
                    Cipher.DECRYPT_MODE, new SecretKeySpec(dataKey, "AES"), sealed.nonce(), bound, sealed.ciphertext());
            return new Passcode(new String(clear, StandardCharsets.UTF_8));
        } finally {
            Arrays.fill(dataKey, (byte) 0);
        }
    }

    @Override
    public EncryptedPasscode rebind(UUID from, UUID to, EncryptedPasscode sealed) {
        return seal(to, open(from, sealed));
    }

    private static byte[] boundTo(UUID orderId) {
        return (orderId + "/passcode").getBytes(StandardCharsets.UTF_8);
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] run(int mode, SecretKey key, byte[] nonce, byte[] bound, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance(TRANSFORMATION);
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(bound);
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A passcode cannot be encrypted or read", e);
        }
    }
}
