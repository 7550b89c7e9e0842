package io.portline.chaos;

import io.portline.local.LocalStackSettings;
import io.portline.local.Terminal;
import io.portline.local.chaos.Chaos;
import io.portline.local.chaos.ChaosPlan;
import io.portline.local.chaos.ChaosResult;
import io.portline.local.chaos.Fault.Freeze;
import io.portline.local.chaos.Fault.Kill;
import io.portline.local.chaos.Fault.KillRelay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** A short run of what {@code ./portline chaos} does for as long as one likes, in a stack of its own beside the stories'. */
@Execution(ExecutionMode.CONCURRENT)
class ChaosTest {

    @Test
    void losesNothingWhateverIsKilledOrFrozen(@TempDir Path folder) {
        Path project = Path.of("").toAbsolutePath().getParent();
        LocalStackSettings settings =
                LocalStackSettings.onFreePorts(project, folder).withSpeed(BigDecimal.valueOf(20_000));
        ChaosPlan plan = ChaosPlan.of(
                20261121,
                3,
                new KillRelay(),
                new Kill("notification-service", "postgres"),
                new Freeze(List.of("order-service"), Duration.ofSeconds(11)),
                new Kill("kafka"));

        ChaosResult result = Chaos.run(plan, settings, new Terminal(System.out), System.out);

        assertThat(result.breaches()).isEmpty();
        // More where a relay was quicker than its death and was killed again.
        assertThat(result.broken())
                .containsEntry("relays killed with rows left", 1)
                .hasEntrySatisfying("killed", killed -> assertThat(killed).isGreaterThanOrEqualTo(4))
                .hasEntrySatisfying("frozen", frozen -> assertThat(frozen).isGreaterThanOrEqualTo(2));
        assertThat(result.counts())
                .hasEntrySatisfying(
                        "orders submitted", orders -> assertThat(orders).isGreaterThan(200))
                .hasEntrySatisfying(
                        "orders that ended as their story must",
                        orders -> assertThat(orders).isGreaterThan(100));
    }
}
