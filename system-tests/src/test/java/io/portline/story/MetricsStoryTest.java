package io.portline.story;

import io.portline.local.Ports;
import io.portline.local.demo.DemoOrder;
import io.portline.local.demo.DemoOrder.Place;
import io.portline.local.demo.DemoOrder.Turn;
import io.portline.local.demo.PortlineApi;
import io.portline.schemas.PortOrderStatus;
import io.portline.story.RunningStack.Submitted;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What the alert rules and Grafana's dashboard ask for is there, on the services that run. */
class MetricsStoryTest {
    private static final Path MONITORING =
            Path.of("..", "deploy", "monitoring").toAbsolutePath().normalize();
    private static final Pattern NAME = Pattern.compile("\\bportline_[a-z_]+");

    /** What every service has that sends or reads events. */
    private static final Set<String> OF_ALL = Set.of(
            "portline_outbox_oldest_age_seconds",
            "portline_outbox_active",
            "portline_outbox_held_keys",
            "portline_inbox_lag",
            "portline_inbox_in_hand_seconds",
            "portline_dead_letters_open");

    /** What is told from the first time on that it happens, which no order of a story brings about. */
    private static final Set<String> RARE = Set.of("portline_portout_lockouts_total");

    private final RunningStack portline = RunningStack.shared();

    @Test
    void everyMetricThatIsAskedForIsTold() throws IOException {
        try (PortlineApi contoso = portline.apiOf("contoso")) {
            Submitted order = portline.submit(
                    contoso,
                    new DemoOrder(
                            "metrics",
                            Place.LONDON,
                            "gb-severn",
                            "REJECT-ACCOUNT_NUMBER_MISMATCH",
                            Turn.NOTHING,
                            "",
                            "en"),
                    1);
            portline.awaitStatus(order, PortOrderStatus.ERROR);
        }
        Set<String> asked = new TreeSet<>();
        for (String file : List.of("rules/portline.yml", "dashboards/portline.json")) {
            NAME.matcher(Files.readString(MONITORING.resolve(file)))
                    .results()
                    .forEach(found -> asked.add(found.group()));
        }
        asked.removeAll(RARE);

        await().atMost(RunningStack.PATIENCE).untilAsserted(() -> {
            Map<String, Set<String>> told = told();
            assertThat(told)
                    .allSatisfy(
                            (service, names) -> assertThat(names).as(service).containsAll(OF_ALL));
            assertThat(told.values().stream().flatMap(Set::stream)).containsAll(asked);
        });
    }

    private Map<String, Set<String>> told() {
        Ports ports = portline.stack().ports();
        Map<String, Integer> services = new LinkedHashMap<>();
        services.put("order-service", ports.orderService());
        services.put("carrier-gateway", ports.carrierGateway());
        services.put("notification-service", ports.notificationService());
        services.put("case-service", ports.caseService());
        services.put("dashboard", ports.dashboard());
        Map<String, Set<String>> told = new LinkedHashMap<>();
        try (HttpClient http = HttpClient.newHttpClient()) {
            services.forEach((service, port) -> told.put(service, names(http, port)));
        }
        return told;
    }

    private static Set<String> names(HttpClient http, int port) {
        try {
            String text = http.send(
                            HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator/prometheus"))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
            return NAME.matcher(text).results().map(found -> found.group()).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
