package io.portline.chaos;

import io.portline.local.LocalStackSettings;
import io.portline.local.Terminal;
import io.portline.local.chaos.Chaos;
import io.portline.local.chaos.ChaosPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

/** A short run of what {@code ./portline chaos} does for as long as one likes. */
class ChaosTest {

    @Test
    void losesNothingWhateverIsKilledOrFrozen(@TempDir Path folder) {
        Path project = Path.of("").toAbsolutePath().getParent();
        LocalStackSettings settings =
                LocalStackSettings.onFreePorts(project, folder).withSpeed(BigDecimal.valueOf(20_000));
        ChaosPlan plan = new ChaosPlan(Duration.ofSeconds(60), 20261121, 2, Duration.ofMinutes(5));
        assertThat(Chaos.run(plan, settings, new Terminal(System.out), System.out))
                .isTrue();
    }
}
