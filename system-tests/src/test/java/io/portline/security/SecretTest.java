package io.portline.security;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

import static org.assertj.core.api.Assertions.assertThat;

/** The search for secrets finds them where it claims to look. */
class SecretTest {
    private static final String TEXT = "Zq31415926535897";

    private final Secret secret = Secret.of(TEXT);

    @Test
    void isFoundInBase64WhereverItStands() {
        for (String before : new String[] {"", "a", "ab", "abc", "{\"passcode\":\""}) {
            for (String behind : new String[] {"", "x", "\"}", "\",\"a\":1}"}) {
                byte[] content = (before + TEXT + behind).getBytes(StandardCharsets.UTF_8);
                String base64 = Base64.getEncoder().encodeToString(content);
                assertThat(secret.isIn(base64)).as("%s in %s", base64, content).isTrue();
                assertThat(secret.isIn(HexFormat.of().formatHex(base64.getBytes(StandardCharsets.UTF_8))))
                        .isTrue();
                assertThat(secret.isIn(HexFormat.of().formatHex(content))).isTrue();
                assertThat(secret.isIn(content)).isTrue();
            }
        }
    }

    @Test
    void isNotFoundWhereItIsNot() {
        String other = "Zq31415926535898";
        assertThat(secret.isIn(other)).isFalse();
        assertThat(secret.isIn(Base64.getEncoder().encodeToString(other.getBytes(StandardCharsets.UTF_8))))
                .isFalse();
    }

    @Test
    void isFoundAsTheBytesThatItsTextStandsFor() {
        byte[] key = {1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6, -6};
        Secret named = Secret.of("whsec_" + Base64.getEncoder().encodeToString(key), key);
        assertThat(named.isIn(key)).isTrue();
        assertThat(named.isIn(HexFormat.of().formatHex(key))).isTrue();
    }
}
