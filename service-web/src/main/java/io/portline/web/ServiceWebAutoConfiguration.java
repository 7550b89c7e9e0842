package io.portline.web;

import io.portline.web.etag.ExpectedRevisionArgumentResolver;
import io.portline.web.json.StrictJsonConverter;
import io.portline.web.limit.BodyLimitFilter;
import io.portline.web.limit.RateLimitFilter;
import io.portline.web.page.PageLinks;
import io.portline.web.page.PageRequestArgumentResolver;
import io.portline.web.problem.ContentTypeInterceptor;
import io.portline.web.problem.ProblemAdvice;
import io.portline.web.problem.ProblemErrorController;
import io.portline.web.problem.ProblemMapping;
import io.portline.web.problem.ProblemReportValve;
import io.portline.web.problem.ProblemTexts;
import io.portline.web.problem.ProblemTranslation;
import io.portline.web.problem.Problems;
import io.portline.web.tenant.CallerArgumentResolver;
import io.portline.web.tenant.CallerLanguage;
import io.portline.web.trace.TraceFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.validation.Validator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

import java.util.EnumSet;
import java.util.List;

/** Problems, languages, strict JSON, limits, traces, and what controller methods may ask for. */
@AutoConfiguration(
        after = JacksonAutoConfiguration.class,
        before = {
            WebMvcAutoConfiguration.class,
            ErrorMvcAutoConfiguration.class,
            HttpMessageConvertersAutoConfiguration.class
        })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(ServiceWebSettings.class)
public final class ServiceWebAutoConfiguration {

    // After Spring Security's filters (-100): limits are a caller's, and nobody else's body is read.
    static final int RATE_LIMIT_ORDER = -50;
    static final int BODY_LIMIT_ORDER = -40;
    static final int IDEMPOTENCY_ORDER = -30;

    @Bean
    @ConditionalOnMissingBean(name = "localeResolver")
    LocaleResolver localeResolver() {
        return new CallerLanguage();
    }

    @Bean
    ProblemTexts problemTexts(MessageSource messages) {
        return new ProblemTexts(messages);
    }

    @Bean
    Problems problems(ProblemTexts texts, LocaleResolver languages, JsonMapper json) {
        return new Problems(texts, languages, json);
    }

    @Bean
    ProblemTranslation problemTranslation(ObjectProvider<ProblemMapping> mappings) {
        return new ProblemTranslation(mappings.orderedStream().toList());
    }

    @Bean
    ProblemAdvice problemAdvice(ProblemTranslation translation, Problems problems) {
        return new ProblemAdvice(translation, problems);
    }

    @Bean
    @ConditionalOnMissingBean(ErrorController.class)
    ProblemErrorController problemErrorController(ProblemTranslation translation, Problems problems) {
        return new ProblemErrorController(translation, problems);
    }

    /** Inside Boot's own valve, so that this one reports first. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemReportValve(JsonMapper json) {
        return factory -> factory.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new ProblemReportValve(json)));
    }

    @Bean
    PageLinks pageLinks() {
        return new PageLinks();
    }

    /** After Boot's own customizers, which bring its tolerant converter. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    ServerHttpMessageConvertersCustomizer strictJson(JsonMapper json, ObjectProvider<Validator> validator) {
        return converters -> converters.withJsonConverter(new StrictJsonConverter(json, validator.getIfAvailable()));
    }

    @Bean
    WebMvcConfigurer serviceWebArguments() {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CallerArgumentResolver());
                resolvers.add(new PageRequestArgumentResolver());
                resolvers.add(new ExpectedRevisionArgumentResolver());
            }

            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new ContentTypeInterceptor());
            }
        };
    }

    @Bean
    @ConditionalOnBooleanProperty(name = "portline.web.trace.enabled", matchIfMissing = true)
    FilterRegistrationBean<TraceFilter> traceFilter() {
        FilterRegistrationBean<TraceFilter> registration = new FilterRegistrationBean<>(new TraceFilter());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ERROR));
        return registration;
    }

    @Bean
    FilterRegistrationBean<BodyLimitFilter> bodyLimitFilter(
            ServiceWebSettings settings, Problems problems, ProblemTranslation translation) {
        return registration(
                new BodyLimitFilter(settings.limits().body(), settings.limits().streamedPaths(), problems, translation),
                BODY_LIMIT_ORDER,
                "/*");
    }

    @Bean
    @ConditionalOnExpression("${portline.web.limits.requests-per-second:200} > 0")
    FilterRegistrationBean<RateLimitFilter> rateLimitFilter(
            ServiceWebSettings settings, Problems problems, ProblemTranslation translation) {
        ServiceWebSettings.Limits limits = settings.limits();
        return registration(
                new RateLimitFilter(limits.requestsPerSecond(), limits.burst(), problems, translation),
                RATE_LIMIT_ORDER,
                "/api/*");
    }

    static <F extends Filter> FilterRegistrationBean<F> registration(F filter, int order, String pattern) {
        FilterRegistrationBean<F> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(order);
        registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST));
        registration.addUrlPatterns(pattern);
        return registration;
    }
}
