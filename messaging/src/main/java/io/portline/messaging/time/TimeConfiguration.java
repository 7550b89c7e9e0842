package io.portline.messaging.time;

import com.github.kagkarlsson.scheduler.boot.autoconfigure.Jackson3Serializer;
import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerCustomizer;
import com.github.kagkarlsson.scheduler.event.ExecutionInterceptor;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import io.portline.messaging.trace.Tracing;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Clock;
import java.util.Optional;

/** The clocks and the timers. db-scheduler itself keeps its own clock, which is the real one. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ClockSettings.class)
public class TimeConfiguration {

    /** Tokens, leases, retries, Kafka: whatever must not run fast. */
    @Bean
    Clock realClock() {
        return Clock.systemUTC();
    }

    @Bean
    ClockSegment businessTime(ClockSettings settings) {
        return settings.segment();
    }

    @Bean
    @Primary
    BusinessClock businessClock(@Qualifier("realClock") Clock realClock, BusinessTime businessTime) {
        return new BusinessClock(realClock, businessTime);
    }

    @Bean
    TimerTable timerTable(JdbcClient jdbc, BusinessTime businessTime, Tracing tracing) {
        return new TimerTable(jdbc, businessTime, serializer(), tracing);
    }

    /** Due times are converted again, before the scheduler starts: the segment may be another than last time. */
    @Bean
    @DependsOnDatabaseInitialization
    TimerConversion timerConversion(TimerTable timers) {
        return new TimerConversion(timers);
    }

    @Bean
    ExecutionInterceptor timerRuns(TimerTable timers, PlatformTransactionManager transactions, Tracing tracing) {
        return new TimerRuns(timers, new TransactionTemplate(transactions), tracing);
    }

    @Bean
    DbSchedulerCustomizer timersAsJson() {
        return new DbSchedulerCustomizer() {
            @Override
            public Optional<Serializer> serializer() {
                return Optional.of(TimeConfiguration.serializer());
            }
        };
    }

    private static Serializer serializer() {
        return new Jackson3Serializer();
    }
}
