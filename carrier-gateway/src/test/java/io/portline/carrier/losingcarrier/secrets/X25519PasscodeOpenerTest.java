package io.portline.carrier.losingcarrier.secrets;

import io.portline.carrier.SealedFor;
import io.portline.carrier.carrierorder.PortDetails.SealedPasscode;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class X25519PasscodeOpenerTest {

    private static final UUID ORDER = new UUID(1, 2);

    private final PasswordEncoder hashes = new BCryptPasswordEncoder(4);
    private final SealedFor gateway = SealedFor.newKeyPair("gateway-1");
    private final HashedPasscodeCheck check =
            new HashedPasscodeCheck(new X25519PasscodeOpener("gateway-1", gateway.privateKey()), hashes);

    @Test
    void opensAPasscodeAndComparesItWithTheHash() {
        SealedPasscode sealed = gateway.seal(ORDER, "0472-ß");

        assertThat(check.matches(ORDER, sealed, hashes.encode("0472-ß"))).isTrue();
        assertThat(check.matches(ORDER, sealed, hashes.encode("0473-ß"))).isFalse();
    }

    @Test
    void opensNoPasscodeOfAnotherOrder() {
        SealedPasscode sealed = gateway.seal(ORDER, "0472");

        assertThatIllegalStateException()
                .isThrownBy(() -> check.matches(new UUID(1, 3), sealed, hashes.encode("0472")))
                .withMessageNotContaining("0472");
    }

    @Test
    void opensNoPasscodeThatWasSealedForAnotherKey() {
        SealedFor other = SealedFor.newKeyPair("gateway-2");
        SealedFor impostor = SealedFor.newKeyPair("gateway-1");

        assertThatIllegalStateException()
                .isThrownBy(() -> check.matches(ORDER, other.seal(ORDER, "0472"), "hash"))
                .withMessageContaining("gateway-2");
        assertThatIllegalStateException().isThrownBy(() -> check.matches(ORDER, impostor.seal(ORDER, "0472"), "hash"));
    }

    @Test
    void refusesAPrivateKeyThatIsNoneWithoutQuotingIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new X25519PasscodeOpener("k", "c2VjcmV0"))
                .withMessageNotContaining("c2VjcmV0")
                .withNoCause();
    }

    @Test
    void saysThatNoKeyIsSetOnlyWhenAPasscodeHasToBeOpened() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new NoPasscodeOpener().open(ORDER, gateway.seal(ORDER, "0472")))
                .withMessageContaining("portline.secrets.gateway-private-key");
    }
}
