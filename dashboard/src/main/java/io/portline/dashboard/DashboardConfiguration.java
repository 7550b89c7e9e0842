package io.portline.dashboard;

import io.portline.dashboard.casebook.client.CaseDesk;
import io.portline.dashboard.freshness.Rebuilds;
import io.portline.dashboard.freshness.client.KafkaFreshness;
import io.portline.dashboard.freshness.client.KafkaRebuild;
import io.portline.dashboard.live.ChangeFeed;
import io.portline.dashboard.live.LiveHub;
import io.portline.dashboard.operations.client.ServiceVitals;
import io.portline.dashboard.orderhistory.client.CarrierDirectory;
import io.portline.dashboard.orderhistory.client.OrderDesk;
import io.portline.dashboard.session.web.ViewerArgumentResolver;
import io.portline.dashboard.upstream.AccessTokens;
import io.portline.dashboard.upstream.client.ServiceCalls;
import io.portline.dashboard.upstream.client.Services;
import io.portline.messaging.inbox.InboxContainers;
import io.portline.messaging.inbox.Subscription;
import io.portline.messaging.kafka.KafkaSettings;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts the features together. */
@Configuration(proxyBeanMethods = false)
class DashboardConfiguration {

    /** Changes written by another instance are seen after this at the latest. */
    private static final Duration LIVE_INTERVAL = Duration.ofMillis(500);

    private static final Duration FRESHNESS_INTERVAL = Duration.ofSeconds(3);
    private static final Duration REBUILD_INTERVAL = Duration.ofMillis(500);
    private static final Duration VITALS_WITHIN = Duration.ofSeconds(2);
    private static final List<String> SERVICES =
            List.of("order-service", "carrier-gateway", "notification-service", "case-service", "dashboard");
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(1);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(8);

    /** A whole file, at the pace of who sends or fetches it. */
    private static final Duration STREAM_WITHIN = Duration.ofMinutes(10);

    @Bean(destroyMethod = "close")
    LiveHub liveHub(ChangeFeed changes) {
        return new LiveHub(
                changes,
                LIVE_INTERVAL,
                failure -> LoggerFactory.getLogger(LiveHub.class)
                        .warn("Open pages are not told of changes for now: {}", failure.toString()));
    }

    @Bean
    KafkaFreshness readModelFreshness(KafkaSettings kafka, List<Subscription<?>> subscriptions) {
        return new KafkaFreshness(
                () -> Admin.create(kafka.admin("dashboard-freshness")), subscriptions, FRESHNESS_INTERVAL);
    }

    @Bean
    KafkaRebuild readModelRebuild(
            KafkaSettings kafka, List<Subscription<?>> subscriptions, InboxContainers containers, Rebuilds rebuilds) {
        return new KafkaRebuild(
                () -> Admin.create(kafka.admin("dashboard-rebuild")),
                subscriptions,
                containers,
                rebuilds,
                REBUILD_INTERVAL);
    }

    @Bean
    Services services(Environment environment, AccessTokens tokens, JsonMapper json) {
        Map<String, ServiceCalls> calls = new LinkedHashMap<>();
        for (String name : SERVICES) {
            calls.put(
                    name,
                    new ServiceCalls(
                            name,
                            client(name, environment, ANSWER_WITHIN),
                            client(name, environment, STREAM_WITHIN),
                            tokens,
                            json));
        }
        return new Services(calls);
    }

    @Bean
    ServiceVitals serviceVitals(Environment environment) {
        Map<String, RestClient> clients = new LinkedHashMap<>();
        for (String name : SERVICES) {
            clients.put(name, client(name, environment, VITALS_WITHIN));
        }
        return new ServiceVitals(clients);
    }

    @Bean
    OrderDesk orderDesk(Services services, @Qualifier("realClock") Clock realClock) {
        return new OrderDesk(services.orders(), realClock);
    }

    @Bean
    CarrierDirectory carrierDirectory(Services services, @Qualifier("realClock") Clock realClock) {
        return new CarrierDirectory(services.carriers(), realClock);
    }

    @Bean
    CaseDesk caseDesk(Services services) {
        return new CaseDesk(services.cases());
    }

    @Bean
    WebMvcConfigurer pageArguments() {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new ViewerArgumentResolver());
            }
        };
    }

    private static RestClient client(String service, Environment environment, Duration answerWithin) {
        String address = Binder.get(environment)
                .bind("portline.services." + service, Bindable.of(String.class))
                .get();
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_WITHIN)
                .build());
        requests.setReadTimeout(answerWithin);
        return RestClient.builder().requestFactory(requests).baseUrl(address).build();
    }
}
