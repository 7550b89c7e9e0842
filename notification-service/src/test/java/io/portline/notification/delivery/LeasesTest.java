package io.portline.notification.delivery;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;

class LeasesTest {
    private static final UUID ONE = new UUID(0, 1);
    private static final UUID TWO = new UUID(0, 2);

    private Instant now = Instant.parse("2026-11-21T10:00:00Z");
    private final Map<UUID, Instant> kept = new HashMap<>();
    private final Leases leases = new Leases(this::renew, clock());

    @Test
    void areKeptHoweverLongTheWorkTakes() {
        Instant end = take(ONE);
        for (int minutes = 0; minutes < 10; minutes++) {
            now = now.plus(Duration.ofSeconds(50));
            leases.renew();
        }

        assertThat(kept.get(ONE)).isAfter(end.plus(Duration.ofMinutes(7)));
        assertThat(leases.mayBegin(ONE)).isTrue();
    }

    @Test
    void letNobodyBeginWhatSomebodyElseMayHaveTaken() {
        take(ONE);
        take(TWO);
        now = now.plus(Leases.LENGTH);

        assertThat(leases.mayBegin(ONE)).as("frozen past the end").isFalse();
        kept.put(TWO, now.plusSeconds(30));
        leases.renew();
        assertThat(leases.mayBegin(TWO)).as("another instance has it").isFalse();
    }

    @Test
    void takeNothingTwiceThatIsInHand() {
        take(ONE);
        now = now.plus(Leases.LENGTH);

        assertThat(leases.take(ONE, leases.end()))
                .as("its lease ended, its work goes on")
                .isFalse();
        assertThat(leases.mayBegin(ONE)).isTrue();
        leases.letGo(List.of(ONE));
        assertThat(leases.take(ONE, leases.end())).isTrue();
    }

    @Test
    void renewNothingThatWasLetGo() {
        Instant end = take(ONE);
        leases.letGo(List.of(ONE));
        now = now.plusSeconds(30);
        leases.renew();

        assertThat(kept).containsEntry(ONE, end);
        assertThat(leases.mayBegin(ONE)).isFalse();
    }

    private Instant take(UUID delivery) {
        Instant end = leases.end();
        kept.put(delivery, end);
        assertThat(leases.take(delivery, end)).isTrue();
        return end;
    }

    private Set<UUID> renew(Map<UUID, Instant> held, Instant until) {
        held.forEach((delivery, end) -> kept.replace(delivery, end, until));
        return Set.copyOf(held.keySet().stream()
                .filter(delivery -> until.equals(kept.get(delivery)))
                .toList());
    }

    private Clock clock() {
        return ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    }
}
