package io.portline.messaging.inbox;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What each consumer has handled of each key. Two statements a poll, however many events it brought. */
final class InboxTable {

    private final JdbcClient jdbc;

    InboxTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The last version of a key.
     *
     * @param version 0 if only something without a version has been seen
     */
    record Seen(long version, @Nullable UUID eventId) {}

    /** Those of the keys that are known, their rows locked in a fixed order. */
    Map<String, Seen> lock(String consumer, String topic, Collection<String> keys) {
        Map<String, Seen> known = new HashMap<>();
        jdbc.sql("""
                        SELECT message_key, version, event_id FROM inbox
                        WHERE consumer = :consumer AND topic = :topic AND message_key = ANY (:keys)
                        ORDER BY message_key FOR UPDATE""")
                .param("consumer", consumer)
                .param("topic", topic)
                .param("keys", keys.toArray(String[]::new))
                .query(row -> {
                    known.put(row.getString(1), new Seen(row.getLong(2), row.getObject(3, UUID.class)));
                });
        return known;
    }

    /** @throws InboxConflictException if another consumer got ahead of what {@link #lock} found */
    void advance(String consumer, String topic, Map<String, Seen> to) {
        List<Map.Entry<String, Seen>> entries =
                to.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
        int advanced = jdbc.sql("""
                        INSERT INTO inbox (consumer, topic, message_key, version, event_id)
                        SELECT :consumer, :topic, e.message_key, e.version, CAST(e.event_id AS uuid)
                        FROM unnest(CAST(:keys AS text[]), CAST(:versions AS bigint[]), CAST(:ids AS text[]))
                             AS e(message_key, version, event_id)
                        ON CONFLICT (consumer, topic, message_key)
                        DO UPDATE SET version = excluded.version, event_id = excluded.event_id
                        WHERE inbox.version < excluded.version""")
                .param("consumer", consumer)
                .param("topic", topic)
                .param("keys", entries.stream().map(Map.Entry::getKey).toArray(String[]::new))
                .param(
                        "versions",
                        entries.stream()
                                .map(entry -> entry.getValue().version())
                                .toArray(Long[]::new))
                .param(
                        "ids",
                        entries.stream()
                                .map(entry -> entry.getValue().eventId())
                                .map(id -> id == null ? null : id.toString())
                                .toArray(String[]::new))
                .update();
        if (advanced != entries.size()) {
            throw new InboxConflictException(consumer + " advanced " + advanced + " of " + entries.size() + " keys");
        }
    }

    /** A row to lock for a key of which nothing readable has come yet. */
    void ensure(String consumer, String topic, String key) {
        jdbc.sql("""
                        INSERT INTO inbox (consumer, topic, message_key, version) VALUES (:consumer, :topic, :key, 0)
                        ON CONFLICT (consumer, topic, message_key) DO NOTHING""")
                .param("consumer", consumer)
                .param("topic", topic)
                .param("key", key)
                .update();
    }

    /** When the consumer started for the first time ever, business time; that is now if it never did. */
    Instant firstStart(String consumer, Instant now) {
        jdbc.sql("""
                        INSERT INTO inbox_consumer (consumer, first_started_at) VALUES (:consumer, :now)
                        ON CONFLICT (consumer) DO NOTHING""")
                .param("consumer", consumer)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
        return jdbc.sql("SELECT first_started_at FROM inbox_consumer WHERE consumer = :consumer")
                .param("consumer", consumer)
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }
}
