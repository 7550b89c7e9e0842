package io.portline.carrier.portout.client;

import org.junit.jupiter.api.Test;

import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class CallKeysTest {

    private static final String REQUEST = UUID.randomUUID().toString();

    @Test
    void isTheSameForTheSameCallWhereverItIsMade() {
        assertThat(new CallKeys("s3cret").of(REQUEST)).isEqualTo(new CallKeys("s3cret").of(REQUEST));
    }

    @Test
    void differsBetweenCallsAndCannotBeToldWithoutTheSecret() {
        CallKeys keys = new CallKeys("s3cret");

        assertThat(keys.of(REQUEST))
                .isNotEqualTo(keys.of(UUID.randomUUID().toString()))
                .isNotEqualTo(new CallKeys("an0ther").of(REQUEST))
                .doesNotContain(REQUEST)
                .matches("[A-Za-z0-9_-]{43}");
    }

    @Test
    void givesNoKeyWithoutASecret() {
        assertThatIllegalStateException().isThrownBy(() -> new CallKeys(null).of(REQUEST));
        assertThatIllegalStateException().isThrownBy(() -> new CallKeys(" ").of(REQUEST));
    }
}
