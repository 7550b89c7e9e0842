package io.portline.order.portorder.secrets;

import io.portline.order.portorder.Passcode;

import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KEM;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.UUID;

/**
 * The passcode on the wire, in {@code CarrierRequest.passcode}: readable by the carrier-gateway alone.
 *
 * <p>The format, with which the gateway reads it:
 *
 * <ol>
 *   <li>Key pair: X25519. The public key is configured here as base64 of its X.509 {@code SubjectPublicKeyInfo}, the private key at the gateway
 *       as base64 of its PKCS#8; {@code keyId} names the pair and is copied into the record.
 *   <li>KEM: {@code DHKEM(X25519, HKDF-SHA256)} of RFC 9180, 4.1; in the JDK {@code KEM.getInstance("DHKEM")}. {@code encapsulation} is the
 *       encapsulated key, 32 bytes. Both sides get the 32-byte shared secret.
 *   <li>Key derivation: HKDF-SHA256 (RFC 5869; {@code KDF.getInstance("HKDF-SHA256")}), input keying material = the shared secret, salt empty,
 *       info = the UTF-8 bytes of {@code portline/passcode/v1}, output 32 bytes: the AES key.
 *   <li>Encryption: AES-256-GCM, {@code nonce} = 12 random bytes, tag 128 bits; {@code ciphertext} = encrypted UTF-8 bytes of the passcode, then
 *       the 16-byte tag, as {@code Cipher.doFinal} gives it. Additional authenticated data = the UTF-8 bytes of {@code <orderId>/passcode}, the
 *       order id in the lower-case form of {@link UUID#toString()}.
 * </ol>
 *
 * Every request has an encapsulation and nonce of its own, so a redelivered or repeated request shows nothing.
 */
public final class GatewayEnvelope {

    static final String INFO = "portline/passcode/v1";
    private static final int NONCE_BYTES = 12;
    private static final int KEY_BYTES = 32;
    private static final int TAG_BITS = 128;

    private final String keyId;
    private final PublicKey publicKey;
    private final SecureRandom random;

    /**
     * @param keyId names the gateway's key pair
     * @param publicKey base64 of the X.509 encoding of an X25519 public key
     * @throws IllegalArgumentException if it is no such key
     */
    public GatewayEnvelope(String keyId, String publicKey, SecureRandom random) {
        this.keyId = keyId;
        this.random = random;
        try {
            this.publicKey = KeyFactory.getInstance("X25519")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(publicKey)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("The gateway's public key is not an X25519 key in X.509 encoding", e);
        }
    }

    /**
     * What goes into the record.
     *
     * @param encapsulation the encapsulated key of the KEM
     * @param nonce 12 bytes
     * @param ciphertext with the 16-byte tag at its end
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    public record Sealed(String keyId, byte[] encapsulation, byte[] nonce, byte[] ciphertext) {
        @Override
        public String toString() {
            return "Sealed[" + keyId + "]";
        }
    }

    /** Encrypts a passcode for the gateway, bound to this order. */
    public Sealed seal(UUID orderId, Passcode passcode) {
        try {
            KEM.Encapsulated encapsulated =
                    KEM.getInstance("DHKEM").newEncapsulator(publicKey, random).encapsulate();
            SecretKey key = KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            "AES",
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(encapsulated.key())
                                    .thenExpand(INFO.getBytes(StandardCharsets.UTF_8), KEY_BYTES));
            byte[] nonce = new byte[NONCE_BYTES];
            random.nextBytes(nonce);
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD((orderId + "/passcode").getBytes(StandardCharsets.UTF_8));
            byte[] ciphertext = cipher.doFinal(passcode.clear().getBytes(StandardCharsets.UTF_8));
            return new Sealed(keyId, encapsulated.encapsulation(), nonce, ciphertext);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A passcode cannot be encrypted for the gateway", e);
        }
    }
}
