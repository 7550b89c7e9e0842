package io.portline.local.chaos;

import io.portline.local.chaos.Fault.Freeze;
import io.portline.local.chaos.Fault.Kill;
import io.portline.local.chaos.Fault.KillRelay;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** What a run must have done to show anything, and what must have become of it. */
class WorthTest {

    @Test
    void aRunWhoseRequestsWereRefusedIsWorthNothing() {
        assertThat(enough(100, 100)).isEmpty();
        assertThat(enough(100, 80)).isEmpty();
        assertThat(enough(100, 79)).containsExactly("of 100 orders that were begun 79 were promised");
        assertThat(enough(1, 0)).hasSize(1);
    }

    @Test
    void aRunThatBeganNothingIsWorthNothing() {
        assertThat(enough(0, 0)).hasSize(1);
    }

    @Test
    void aLongRunMustHaveKilledARelayWithRowsLeftAndSeenNumbersLeave() {
        ChaosPlan longOne = ChaosPlan.ofMinutes(30, 1);
        assertThat(worthless(longOne, Map.of("killed", 9), Map.of("port-outs promised", 1L)))
                .containsExactly("no relay was killed with rows left");
        assertThat(worthless(longOne, Map.of("relays killed with rows left", 1), Map.of("port-outs promised", 0L)))
                .containsExactly("no number was asked for by another carrier");
        assertThat(worthless(longOne, Map.of("relays killed with rows left", 1), Map.of("port-outs promised", 1L)))
                .isEmpty();
    }

    @Test
    void aRunThatWasToKillARelayMustHaveKilledItWithRowsLeft() {
        assertThat(worthless(ChaosPlan.of(1, 2, new KillRelay()), Map.of("killed", 3), Map.of()))
                .hasSize(1);
        assertThat(worthless(ChaosPlan.of(1, 2, new Kill("mail")), Map.of("killed", 1), Map.of()))
                .isEmpty();
    }

    @Test
    void everyRunBeginsWithTheRelaysDeathAndEachRoundFreezesTheSenderForLongerThanItsLeases() {
        Iterator<Fault> faults = Fault.seeded(new Random(7));
        List<Fault> taken = Stream.generate(faults::next).limit(40).toList();

        assertThat(taken.getFirst()).isEqualTo(new KillRelay());
        assertThat(taken.stream()
                        .filter(fault -> fault instanceof Freeze(List<String> parts, Duration length)
                                && parts.equals(List.of("notification-service"))
                                && length.toSeconds() > 60))
                .hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void anOrderMustEndAsItsStorySaysUnlessItsDatePassedDuringAnOutage() {
        assertThat(StateAudit.ending("COMPLETED", "PO-1", "COMPLETED", "[]").breaches())
                .isEmpty();
        assertThat(StateAudit.ending("COMPLETED", "PO-1", "ERROR", "[{\"code\": \"OTHER\"}]")
                        .breaches())
                .containsExactly("order PO-1 ended in ERROR instead of COMPLETED: [{\"code\": \"OTHER\"}]");
        assertThat(StateAudit.ending("COMPLETED", "PO-1", "ERROR", "[{\"code\": \"FOC_EXPIRED\"}]")
                        .breaches())
                .isEmpty();
        assertThat(StateAudit.ending("CANCELLED", "PO-1", "COMPLETED", "[]").breaches())
                .hasSize(1);
        assertThat(StateAudit.ending(null, "PO-1", "ERROR", "[]").breaches()).isEmpty();
    }

    @Test
    void aCopyMustHaveWhatItsOwnerHasAndNothingElse() {
        Map<String, String> own = Map.of("a", "1", "b", "2");
        assertThat(StateAudit.differences("copies", own, own).breaches()).isEmpty();
        assertThat(StateAudit.differences("copies", own, Map.of("a", "1")).breaches())
                .containsExactly("copies: b is 'null', and '2' at its owner");
        assertThat(StateAudit.differences("copies", own, Map.of("a", "1", "b", "3"))
                        .breaches())
                .hasSize(1);
        assertThat(StateAudit.differences("copies", own, Map.of("a", "1", "b", "2", "c", "3"))
                        .breaches())
                .containsExactly("copies: c is not at its owner");
    }

    private static List<String> worthless(ChaosPlan plan, Map<String, Integer> broken, Map<String, Long> counts) {
        return Chaos.worthless(plan, broken, counts).breaches();
    }

    private static List<String> enough(int begun, int promised) {
        Findings findings = new Findings();
        Load.enough(findings, "orders", begun, promised);
        return findings.breaches();
    }
}
