package io.portline.dashboard.operations.client;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/** How each service does, from the metrics that it shows to everybody: whether it answers, and what it has not sent yet. */
public final class ServiceVitals {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceVitals.class);

    private static final String OLDEST = "portline_outbox_oldest_age_seconds";
    private static final String WAITING = "portline_outbox_waiting";
    private static final String HELD = "portline_outbox_held_keys";
    private static final String DEAD = "portline_dead_letters_open";

    private final Map<String, RestClient> services;

    /** @param services each with its address and short time-outs, in the order in which they are shown */
    public ServiceVitals(Map<String, RestClient> services) {
        this.services = new LinkedHashMap<>(services);
    }

    /**
     * One service.
     *
     * @param answers whether it does; if not, the rest is zero
     * @param oldestSeconds age of the oldest event that it has not sent
     */
    public record Vitals(
            String service, boolean answers, double oldestSeconds, long waiting, long heldKeys, long deadLetters) {

        /** Whether an operator should look. */
        public boolean troubled() {
            return !answers || heldKeys > 0 || deadLetters > 0 || oldestSeconds > 60;
        }
    }

    /** All of them at once, so that one that hangs does not hold up the others. */
    public List<Vitals> look() {
        Map<String, Future<Vitals>> looks = new LinkedHashMap<>();
        services.forEach((name, client) -> {
            FutureTask<Vitals> look = new FutureTask<>(() -> vitals(name, client));
            looks.put(name, look);
            Thread.ofVirtual().name("vitals-" + name).start(look);
        });
        List<Vitals> found = new ArrayList<>();
        looks.forEach((name, look) -> {
            try {
                found.add(look.get());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                found.add(silent(name));
            } catch (ExecutionException e) {
                LOG.warn("The metrics of {} cannot be read", name, e);
                found.add(silent(name));
            }
        });
        return List.copyOf(found);
    }

    private static Vitals vitals(String name, RestClient client) {
        try {
            String text = client.get().uri("/actuator/prometheus").retrieve().body(String.class);
            String metrics = text == null ? "" : text;
            return new Vitals(
                    name,
                    true,
                    sum(metrics, OLDEST),
                    Math.round(sum(metrics, WAITING)),
                    Math.round(sum(metrics, HELD)),
                    Math.round(sum(metrics, DEAD)));
        } catch (RestClientException e) {
            LOG.debug("{} shows no metrics: {}", name, e.toString());
            return silent(name);
        }
    }

    private static Vitals silent(String name) {
        return new Vitals(name, false, 0, 0, 0, 0);
    }

    /** Of all samples of a metric, whatever their labels. */
    static double sum(String metrics, String name) {
        double sum = 0;
        for (String line : metrics.split("\n")) {
            if (line.startsWith(name) && line.length() > name.length()) {
                char next = line.charAt(name.length());
                int value = line.lastIndexOf(' ');
                if ((next == ' ' || next == '{') && value > 0) {
                    sum += Double.parseDouble(line.substring(value + 1).strip());
                }
            }
        }
        return sum;
    }
}
