package io.portline.order.portout.secrets;

import io.portline.order.portorder.secrets.PasscodeCipher;
import io.portline.order.portout.Pin;
import io.portline.web.secrets.WrappingKeys;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** What is stored of a PIN. */
class Argon2PinsTest {

    private static final Pin PIN = new Pin("8305174926");

    private static String key(String name, int of) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) of);
        return name + ":" + Base64.getEncoder().encodeToString(bytes);
    }

    private static Argon2Pins pins(String... keys) {
        return new Argon2Pins(new PasscodeCipher(WrappingKeys.parse(String.join(",", keys)), new SecureRandom()));
    }

    @Test
    void recognisesThePinAndNoOther() {
        Argon2Pins pins = pins(key("one", 1));
        String stored = pins.protect("contoso", PIN);
        assertThat(pins.matches("contoso", PIN, stored)).isTrue();
        assertThat(pins.matches("contoso", new Pin("8305174927"), stored)).isFalse();
        assertThat(pins.matches("contoso", new Pin("830517"), stored)).isFalse();
    }

    @Test
    void storesNeitherThePinNorABareHashAndNeverTheSameTwice() {
        Argon2Pins pins = pins(key("one", 1));
        String stored = pins.protect("contoso", PIN);
        assertThat(stored).doesNotContain(PIN.digits(), "argon2").isNotEqualTo(pins.protect("contoso", PIN));
        for (String part : stored.split(" ")) {
            if (!part.equals("one")) {
                assertThat(new String(Base64.getDecoder().decode(part), StandardCharsets.ISO_8859_1))
                        .doesNotContain(PIN.digits(), "argon2");
            }
        }
    }

    @Test
    void isWorthlessInTheRowOfAnotherTenant() {
        Argon2Pins pins = pins(key("one", 1));
        String stored = pins.protect("contoso", PIN);
        assertThatIllegalStateException().isThrownBy(() -> pins.matches("fabrikam", PIN, stored));
    }

    @Test
    void staysReadableWhenTheKeyIsRotatedAndNotWhenItIsGone() {
        String stored = pins(key("old key", 1)).protect("contoso", PIN);
        assertThat(pins(key("new", 2), key("old key", 1)).matches("contoso", PIN, stored))
                .isTrue();
        assertThatIllegalStateException().isThrownBy(() -> pins(key("new", 2)).matches("contoso", PIN, stored));
    }
}
