package io.portline.local.chaos;

import io.portline.schemas.Topics;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

class TopicAuditTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final Interruptions interruptions = new Interruptions();
    private final TopicAudit audit = new TopicAudit(interruptions);

    @Test
    void findsAVersionThatIsMissing() {
        take(1, "a", NOON);
        take(3, "c", NOON);

        assertThat(audit.findings().breaches()).singleElement().asString().endsWith("version 3 after 1");
    }

    @Test
    void findsTwoEventsOfOneVersion() {
        interruptions.frozen(Set.of("kafka"), NOON, NOON.plusSeconds(9));
        take(1, "a", NOON);
        take(1, "b", NOON.plusSeconds(9));

        assertThat(audit.findings().breaches()).singleElement().asString().contains("version 1 twice, as a and b");
    }

    @Test
    void findsARecordThatCameAgainAlthoughOnlyOthersWereFrozen() {
        interruptions.frozen(Set.of("case-service", "dashboard"), NOON, NOON.plusSeconds(9));
        interruptions.ended(Set.of("order-service"), NOON, NOON.plusSeconds(9));
        take(1, "a", NOON);
        take(1, "a", NOON.plusSeconds(9));

        assertThat(audit.findings().breaches())
                .singleElement()
                .asString()
                .contains("came again", "neither order-service nor Kafka");
    }

    @Test
    void findsARecordThatCameAgainLongAfterItsRelayWoke() {
        interruptions.frozen(Set.of("order-service"), NOON, NOON.plusSeconds(9));
        take(1, "a", NOON);
        take(1, "a", NOON.plusSeconds(120));

        assertThat(audit.findings().breaches()).hasSize(1);
    }

    @Test
    void allowsARecordToComeAgainFromARelayThatWoke() {
        interruptions.frozen(Set.of("order-service"), NOON.plusSeconds(1), NOON.plusSeconds(20));
        take(1, "a", NOON);
        take(2, "b", NOON.plusSeconds(21));
        take(1, "a", NOON);

        assertThat(audit.findings().breaches()).isEmpty();
        assertThat(audit.findings().counts()).containsEntry("records that came again", 1L);
    }

    private void take(long version, String id, Instant sent) {
        audit.take(Topics.PORT_ORDER_STATUS, "order", version, id, sent);
    }
}
