package io.portline.carrier.losingcarrier.client;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

import java.time.Duration;
import java.util.Map;

/**
 * How carriers are asked over HTTP ({@code portline.carriers.http}). All times are real time.
 *
 * @param connectTimeout how long to wait for a connection
 * @param answerTimeout how long to wait for the whole answer, its last byte included
 * @param maxAnswer no answer is read beyond that
 * @param retries how often a question that failed is put again at once, before it waits for its next appointment
 * @param firstWait before the first of these; doubled each time, half of it by chance
 * @param concurrentCalls to one carrier at the same time: one that hangs must not keep us from asking the others
 * @param callsLookedAt the circuit breaker's window: how many of the last calls it looks at
 * @param openFor how long a carrier is left alone once half of them have failed
 * @param shortestDelay the least that a question waits for its next appointment when the carrier is away
 * @param longestDelay the most that it waits; in between it waits half as long as it is old, half of that by chance
 * @param tokens the bearer token for each carrier, by its id
 */
@ConfigurationProperties("portline.carriers.http")
public record HttpCarrierSettings(
        @DefaultValue("2s") Duration connectTimeout,
        @DefaultValue("10s") Duration answerTimeout,
        @DefaultValue("256KB") DataSize maxAnswer,
        @DefaultValue("2") int retries,
        @DefaultValue("200ms") Duration firstWait,
        @DefaultValue("4") int concurrentCalls,
        @DefaultValue("10") int callsLookedAt,
        @DefaultValue("30s") Duration openFor,
        @DefaultValue("2s") Duration shortestDelay,
        @DefaultValue("5m") Duration longestDelay,
        @DefaultValue Map<String, String> tokens) {

    /** Without the tokens. */
    @Override
    public String toString() {
        return "HttpCarrierSettings[connectTimeout=" + connectTimeout + ", answerTimeout=" + answerTimeout
                + ", tokens of " + tokens.keySet() + "]";
    }
}
