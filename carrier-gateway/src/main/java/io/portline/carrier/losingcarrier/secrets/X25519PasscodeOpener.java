package io.portline.carrier.losingcarrier.secrets;

import io.portline.carrier.carrierorder.PortDetails.SealedPasscode;
import io.portline.carrier.losingcarrier.PasscodeOpener;

import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KEM;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;

/**
 * Opens passcodes with the gateway's X25519 key: DHKEM(X25519, HKDF-SHA256) encapsulates, HKDF-SHA256 derives, AES-256-GCM encrypts. Bound to
 * the order and to the field, so that a passcode of one order cannot be passed off as another's.
 */
public final class X25519PasscodeOpener implements PasscodeOpener {

    private static final byte[] INFO = "portline/passcode/v1".getBytes(StandardCharsets.UTF_8);
    private static final int KEY_BYTES = 32;
    private static final int TAG_BITS = 128;

    private final String keyId;
    private final PrivateKey key;

    /**
     * @param keyId names the key pair
     * @param pkcs8 the private key, Base64 of PKCS #8
     * @throws IllegalArgumentException if it is no X25519 key
     */
    public X25519PasscodeOpener(String keyId, String pkcs8) {
        this.keyId = keyId;
        try {
            this.key = KeyFactory.getInstance("X25519")
                    .generatePrivate(
                            new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pkcs8.strip())));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            // Without the cause: its message might quote the key.
            throw new IllegalArgumentException(
                    "portline.secrets.gateway-private-key is no Base64 of a PKCS #8 X25519 private key");
        }
    }

    @Override
    public String open(UUID orderId, SealedPasscode sealed) {
        if (!sealed.keyId().equals(keyId)) {
            throw new IllegalStateException(
                    "the passcode of order " + orderId + " is sealed for key " + sealed.keyId() + ", this is " + keyId);
        }
        byte[] passcode = decrypt(orderId, sealed);
        try {
            return new String(passcode, StandardCharsets.UTF_8);
        } finally {
            Arrays.fill(passcode, (byte) 0);
        }
    }

    private byte[] decrypt(UUID orderId, SealedPasscode sealed) {
        try {
            SecretKey shared = KEM.getInstance("DHKEM").newDecapsulator(key).decapsulate(bytes(sealed.encapsulation()));
            SecretKey aes = KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            "AES", HKDFParameterSpec.ofExtract().addIKM(shared).thenExpand(INFO, KEY_BYTES));
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, aes, new GCMParameterSpec(TAG_BITS, bytes(sealed.nonce())));
            cipher.updateAAD((orderId + "/passcode").getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(bytes(sealed.ciphertext()));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException("the passcode of order " + orderId + " cannot be opened", e);
        }
    }

    private static byte[] bytes(String base64) {
        return Base64.getDecoder().decode(base64);
    }
}
