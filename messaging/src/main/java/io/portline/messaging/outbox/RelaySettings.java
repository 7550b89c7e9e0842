package io.portline.messaging.outbox;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * How the relay works. The defaults are those that were measured; tests make the times shorter.
 *
 * @param enabled whether this process sends; others of the same database may all the same
 * @param batchRows most rows read at once
 * @param batchBytes payload read at once, at most and roughly
 * @param maxPayloadBytes larger messages are refused when they are written; below Kafka's limit of 1 MiB a record
 * @param pollInterval how long a row waits at most whose commit nobody announced, as when a process dies between both
 * @param gatherAbove rows a second above which the relay gathers them, for throughput; below, each goes at once
 * @param gatherTime from one gathered batch to the next
 * @param notifyInterval least time between two NOTIFY to the active relay of another process
 * @param idleSessionTimeout after which PostgreSQL ends the session, and so the lock, of a relay that has frozen
 * @param settleTime for which all end offsets must stay the same before recovery trusts them
 * @param retryInterval between tries to become the active relay, or to reach what is down
 */
@ConfigurationProperties("portline.relay")
public record RelaySettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("500") int batchRows,
        @DefaultValue("8388608") int batchBytes,
        @DefaultValue("900000") int maxPayloadBytes,
        @DefaultValue("500ms") Duration pollInterval,
        @DefaultValue("2000") int gatherAbove,
        @DefaultValue("50ms") Duration gatherTime,
        @DefaultValue("10ms") Duration notifyInterval,
        @DefaultValue("10s") Duration idleSessionTimeout,
        @DefaultValue("500ms") Duration settleTime,
        @DefaultValue("1s") Duration retryInterval) {}
