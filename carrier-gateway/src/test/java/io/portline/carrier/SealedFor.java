package io.portline.carrier;

import io.portline.carrier.carrierorder.PortDetails.SealedPasscode;

import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KEM;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;

/** Seals passcodes as order-service does. */
public record SealedFor(String keyId, KeyPair keys) {

    public static SealedFor newKeyPair(String keyId) {
        try {
            return new SealedFor(keyId, KeyPairGenerator.getInstance("X25519").generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** Base64 of PKCS #8. */
    public String privateKey() {
        return Base64.getEncoder().encodeToString(keys.getPrivate().getEncoded());
    }

    public SealedPasscode seal(UUID orderId, String passcode) {
        try {
            KEM.Encapsulated encapsulated =
                    KEM.getInstance("DHKEM").newEncapsulator(keys.getPublic()).encapsulate();
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            byte[] nonce = new byte[12];
            new SecureRandom().nextBytes(nonce);
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    KDF.getInstance("HKDF-SHA256")
                            .deriveKey(
                                    "AES",
                                    HKDFParameterSpec.ofExtract()
                                            .addIKM(encapsulated.key())
                                            .thenExpand("portline/passcode/v1".getBytes(StandardCharsets.UTF_8), 32)),
                    new GCMParameterSpec(128, nonce));
            cipher.updateAAD((orderId + "/passcode").getBytes(StandardCharsets.UTF_8));
            byte[] ciphertext = cipher.doFinal(passcode.getBytes(StandardCharsets.UTF_8));
            Base64.Encoder base64 = Base64.getEncoder();
            return new SealedPasscode(
                    keyId,
                    base64.encodeToString(encapsulated.encapsulation()),
                    base64.encodeToString(nonce),
                    base64.encodeToString(ciphertext));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
