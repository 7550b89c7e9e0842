package io.portline.messaging.inbox;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.time.Duration;

/**
 * How events are consumed.
 *
 * @param enabled whether this process consumes at all
 * @param concurrency consumers per subscription in this process
 * @param maxPollRecords events of one transaction, at most
 * @param tries how often a failing handler is called before its event becomes a dead letter
 * @param firstWait before the first retry; doubled for each further one
 * @param longestWait between retries; far below {@code max.poll.interval.ms}, and the consumer keeps polling meanwhile
 */
@ConfigurationProperties("portline.inbox")
public record InboxSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("1") int concurrency,
        @DefaultValue("200") int maxPollRecords,
        @DefaultValue("3") int tries,
        @DefaultValue("200ms") Duration firstWait,
        @DefaultValue("30s") Duration longestWait) {

    /** The wait before retry number {@code retry}, counted from 0. */
    Duration wait(int retry) {
        Duration doubled = firstWait.multipliedBy(1L << Math.min(retry, 20));
        return doubled.compareTo(longestWait) < 0 ? doubled : longestWait;
    }
}
