package io.portline.web;

import io.portline.web.idempotency.IdempotencyFilter;
import io.portline.web.idempotency.IdempotencyInterceptor;
import io.portline.web.idempotency.IdempotencyKeys;
import io.portline.web.idempotency.IdempotencyPurge;
import io.portline.web.idempotency.IdempotencySchema;
import io.portline.web.idempotency.RequestTransactionArgumentResolver;
import io.portline.web.problem.ProblemTranslation;
import io.portline.web.problem.Problems;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

import javax.sql.DataSource;
import java.time.Clock;
import java.util.List;

/** {@code Idempotency-Key}, for services that have a database. */
@AutoConfiguration(
        after = {
            ServiceWebAutoConfiguration.class,
            DataSourceAutoConfiguration.class,
            DataSourceTransactionManagerAutoConfiguration.class,
            JdbcClientAutoConfiguration.class,
            FlywayAutoConfiguration.class
        })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnSingleCandidate(DataSource.class)
public final class ServiceIdempotencyAutoConfiguration {

    /** After the service's own migration, which wants to find its schema empty at the first start. */
    @Bean
    @DependsOnDatabaseInitialization
    IdempotencySchema idempotencySchema(DataSource dataSource) {
        return new IdempotencySchema(dataSource);
    }

    @Bean
    IdempotencyKeys idempotencyKeys(
            IdempotencySchema schema,
            DataSource dataSource,
            JsonMapper json,
            @Qualifier("realClock") Clock realClock,
            ServiceWebSettings settings) {
        return new IdempotencyKeys(
                JdbcClient.create(dataSource),
                json,
                realClock,
                settings.idempotency().life());
    }

    @Bean
    IdempotencyPurge idempotencyPurge(IdempotencyKeys keys) {
        return new IdempotencyPurge(keys);
    }

    @Bean
    FilterRegistrationBean<IdempotencyFilter> idempotencyFilter(
            IdempotencyKeys keys,
            PlatformTransactionManager transactions,
            ProblemTranslation translation,
            Problems problems) {
        return ServiceWebAutoConfiguration.registration(
                new IdempotencyFilter(keys, transactions, translation, problems),
                ServiceWebAutoConfiguration.IDEMPOTENCY_ORDER,
                "/api/*");
    }

    @Bean
    WebMvcConfigurer idempotencyInterceptor() {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new IdempotencyInterceptor());
            }

            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new RequestTransactionArgumentResolver());
            }
        };
    }
}
