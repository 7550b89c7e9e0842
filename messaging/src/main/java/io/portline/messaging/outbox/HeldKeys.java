package io.portline.messaging.outbox;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/** Keys whose next record Kafka refuses for good, and the operator's way to let them go on. */
public final class HeldKeys {

    private final JdbcClient jdbc;

    public HeldKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param heldAt real time */
    public record HeldKey(String topic, String key, long outboxId, String reason, Instant heldAt) {}

    public List<HeldKey> list() {
        return jdbc.sql("SELECT topic, message_key, outbox_id, reason, held_at FROM held_key ORDER BY held_at")
                .query((row, _) -> new HeldKey(
                        row.getString(1),
                        row.getString(2),
                        row.getLong(3),
                        row.getString(4),
                        row.getObject(5, OffsetDateTime.class).toInstant()))
                .list();
    }

    /** Has the relay try the key again, say after a broker's limit was raised; false if it was not held. */
    public boolean release(String topic, String key) {
        return jdbc.sql("DELETE FROM held_key WHERE topic = :topic AND message_key = :key")
                        .param("topic", topic)
                        .param("key", key)
                        .update()
                == 1;
    }
}
