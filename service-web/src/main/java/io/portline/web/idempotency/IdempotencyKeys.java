package io.portline.web.idempotency;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;

/** The table of keys. Everything here runs in the transaction of the request that it is about. */
public final class IdempotencyKeys {

    // A lock that is not to be had belongs to the same request, still running on another thread or instance.
    private static final String FIND = """
            SELECT pg_try_advisory_xact_lock(:lock) AS locked, k.fingerprint, k.status, k.headers::text AS headers, k.body
            FROM (VALUES (1)) AS one(row)
            LEFT JOIN idempotency_key k ON k.id = :id AND k.expires_at > :now
            """;

    private static final String RECORD = """
            INSERT INTO idempotency_key (id, fingerprint, status, headers, body, expires_at)
            VALUES (:id, :fingerprint, :status, :headers::jsonb, :body, :expiresAt)
            ON CONFLICT (id) DO UPDATE
            SET fingerprint = excluded.fingerprint, status = excluded.status, headers = excluded.headers,
                body = excluded.body, expires_at = excluded.expires_at
            WHERE idempotency_key.expires_at <= :now
            """;

    private static final String PURGE = """
            DELETE FROM idempotency_key WHERE id IN (
                SELECT id FROM idempotency_key WHERE expires_at <= :now LIMIT 1000 FOR UPDATE SKIP LOCKED)
            """;

    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock realClock;
    private final Duration life;

    /** @param life how long an answer is kept, in real time */
    public IdempotencyKeys(JdbcClient jdbc, JsonMapper json, Clock realClock, Duration life) {
        this.jdbc = jdbc;
        this.json = json;
        this.realClock = realClock;
        this.life = life;
    }

    /** What is known of a key. */
    sealed interface Found {

        /** Nothing; the lock of the key is ours until the transaction ends. */
        record Nothing() implements Found {}

        /** The same request is being carried out. */
        record Running() implements Found {}

        /** The key was used, for another request. */
        record OtherRequest() implements Found {}

        /** This request was answered. */
        record Answered(Answer answer) implements Found {}
    }

    /** An answer as it was given. */
    static final class Answer {

        private final int status;
        private final Map<String, String> headers;
        private final byte[] body;

        Answer(int status, Map<String, String> headers, byte[] body) {
            this.status = status;
            this.headers = Map.copyOf(headers);
            this.body = body;
        }

        int status() {
            return status;
        }

        Map<String, String> headers() {
            return headers;
        }

        byte[] body() {
            return body;
        }
    }

    Found find(RequestFingerprint request) {
        return jdbc.sql(FIND)
                .param("lock", request.lock())
                .param("id", request.id())
                .param("now", timestamp(realClock.instant()))
                .query((row, _) -> found(row, request))
                .single();
    }

    /** False if the key was used meanwhile: the transaction must then be rolled back. */
    boolean record(RequestFingerprint request, Answer answer) {
        Instant now = realClock.instant();
        return jdbc.sql(RECORD)
                        .param("id", request.id())
                        .param("fingerprint", request.fingerprint())
                        .param("status", answer.status())
                        .param("headers", json.writeValueAsString(answer.headers()))
                        .param("body", answer.body())
                        .param("expiresAt", timestamp(now.plus(life)))
                        .param("now", timestamp(now))
                        .update()
                == 1;
    }

    /** Deletes some keys whose time is over; returns how many. */
    int purge() {
        return jdbc.sql(PURGE).param("now", timestamp(realClock.instant())).update();
    }

    private Found found(ResultSet row, RequestFingerprint request) throws SQLException {
        byte @Nullable [] fingerprint = row.getBytes("fingerprint");
        if (fingerprint != null) {
            return request.matches(fingerprint)
                    ? new Found.Answered(new Answer(
                            row.getInt("status"),
                            json.readValue(row.getString("headers"), HEADERS),
                            row.getBytes("body")))
                    : new Found.OtherRequest();
        }
        return row.getBoolean("locked") ? new Found.Nothing() : new Found.Running();
    }

    private static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
