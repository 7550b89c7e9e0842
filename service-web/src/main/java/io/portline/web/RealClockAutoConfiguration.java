package io.portline.web;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

import java.time.Clock;

/** The clock for tokens, keys and limits, where nothing else (messaging, as a rule) brings it. */
@AutoConfiguration(afterName = "io.portline.messaging.MessagingAutoConfiguration")
public final class RealClockAutoConfiguration {

    /** Not a candidate where any clock is asked for: that one is the business clock. */
    @Bean(defaultCandidate = false)
    @ConditionalOnMissingBean(name = "realClock")
    Clock realClock() {
        return Clock.systemUTC();
    }
}
