package io.portline.order.portorder.secrets;

import io.portline.order.portorder.EncryptedPasscode;
import io.portline.order.portorder.Passcode;
import io.portline.web.secrets.WrappingKeys;
import org.junit.jupiter.api.Test;

import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KEM;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class PasscodeSecretsTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final UUID ORDER = UUID.fromString("01900000-0000-7000-8000-000000000001");
    private static final Passcode PASSCODE = new Passcode("pässcode 1234");

    private static String key() {
        byte[] key = new byte[32];
        RANDOM.nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    @Test
    void opensWhatItSealedForTheSameOrderOnly() {
        PasscodeCipher cipher = new PasscodeCipher(WrappingKeys.parse("k1:" + key()), RANDOM);
        EncryptedPasscode sealed = cipher.seal(ORDER, PASSCODE);

        assertThat(cipher.open(ORDER, sealed)).isEqualTo(PASSCODE);
        assertThatIllegalStateException().isThrownBy(() -> cipher.open(UUID.randomUUID(), sealed));
        UUID other = UUID.randomUUID();
        assertThat(cipher.open(other, cipher.rebind(ORDER, other, sealed))).isEqualTo(PASSCODE);
    }

    @Test
    void sealsTheSamePasscodeDifferentlyEveryTime() {
        PasscodeCipher cipher = new PasscodeCipher(WrappingKeys.parse("k1:" + key()), RANDOM);
        assertThat(cipher.seal(ORDER, PASSCODE)).isNotEqualTo(cipher.seal(ORDER, PASSCODE));
    }

    @Test
    void readsWhatAnOlderKeyWrappedAfterARotation() {
        String old = "2026:" + key();
        EncryptedPasscode sealed = new PasscodeCipher(WrappingKeys.parse(old), RANDOM).seal(ORDER, PASSCODE);
        PasscodeCipher rotated = new PasscodeCipher(WrappingKeys.parse("2027:" + key() + "," + old), RANDOM);

        assertThat(rotated.open(ORDER, sealed)).isEqualTo(PASSCODE);
        assertThat(rotated.seal(ORDER, PASSCODE).wrappingKey()).isEqualTo("2027");
    }

    @Test
    void refusesKeysThatAreNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> WrappingKeys.parse("k1"));
        assertThatIllegalArgumentException().isThrownBy(() -> WrappingKeys.parse("k1:AAAA"));
        assertThatIllegalArgumentException().isThrownBy(() -> WrappingKeys.parse("k1:not base64!"));
        assertThatIllegalArgumentException().isThrownBy(() -> new GatewayEnvelope("g1", "AAAA", RANDOM));
    }

    /** The reader's side, written from the format that GatewayEnvelope documents. */
    @Test
    void isReadByTheGatewaysPrivateKeyAndNoOther() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("X25519").generateKeyPair();
        GatewayEnvelope envelope = new GatewayEnvelope(
                "g1", Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()), RANDOM);
        GatewayEnvelope.Sealed sealed = envelope.seal(ORDER, PASSCODE);

        assertThat(sealed.keyId()).isEqualTo("g1");
        assertThat(sealed.encapsulation()).hasSize(32);
        assertThat(sealed.nonce()).hasSize(12);
        assertThat(open(pair, sealed, ORDER + "/passcode")).isEqualTo(PASSCODE.clear());
        org.assertj.core.api.Assertions.assertThatException()
                .isThrownBy(() -> open(pair, sealed, UUID.randomUUID() + "/passcode"));
        KeyPair other = KeyPairGenerator.getInstance("X25519").generateKeyPair();
        org.assertj.core.api.Assertions.assertThatException()
                .isThrownBy(() -> open(other, sealed, ORDER + "/passcode"));
    }

    private static String open(KeyPair pair, GatewayEnvelope.Sealed sealed, String bound) throws Exception {
        SecretKey shared =
                KEM.getInstance("DHKEM").newDecapsulator(pair.getPrivate()).decapsulate(sealed.encapsulation());
        SecretKey key = KDF.getInstance("HKDF-SHA256")
                .deriveKey(
                        "AES",
                        HKDFParameterSpec.ofExtract()
                                .addIKM(shared)
                                .thenExpand("portline/passcode/v1".getBytes(StandardCharsets.UTF_8), 32));
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(128, sealed.nonce()));
        cipher.updateAAD(bound.getBytes(StandardCharsets.UTF_8));
        return new String(cipher.doFinal(sealed.ciphertext()), StandardCharsets.UTF_8);
    }

    @Test
    void showsNothingInItsText() {
        PasscodeCipher cipher = new PasscodeCipher(WrappingKeys.parse("k1:" + key()), RANDOM);
        assertThat(cipher.seal(ORDER, PASSCODE).toString()).isEqualTo("EncryptedPasscode[k1]");
    }
}
