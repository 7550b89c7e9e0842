package io.portline.dashboard.orderhistory.client;

import io.portline.dashboard.upstream.client.ServiceCalls;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** The losing carriers that orders can name, from carrier-gateway. */
public final class CarrierDirectory {

    private static final Duration KEPT = Duration.ofMinutes(1);

    /** A carrier in one of its countries. */
    public record Carrier(String id, String name, String country) {}

    private record Kept(List<Carrier> carriers, Instant until) {}

    private final ServiceCalls gateway;
    private final Clock realClock;
    private final AtomicReference<Kept> kept = new AtomicReference<>(new Kept(List.of(), Instant.MIN));

    public CarrierDirectory(ServiceCalls gateway, Clock realClock) {
        this.gateway = gateway;
        this.realClock = realClock;
    }

    /** By country and name; those last known if the gateway does not answer. */
    public List<Carrier> carriers() {
        Kept known = kept.get();
        Instant now = realClock.instant();
        if (now.isBefore(known.until())) {
            return known.carriers();
        }
        List<Carrier> carriers = gateway.get("/api/v1/carriers")
                .done()
                .map(done -> read(done.body()))
                .orElse(known.carriers());
        kept.set(new Kept(carriers, now.plus(carriers.isEmpty() ? Duration.ofSeconds(2) : KEPT)));
        return carriers;
    }

    private static List<Carrier> read(Map<String, Object> body) {
        List<Carrier> carriers = new ArrayList<>();
        if (body.get("items") instanceof List<?> items) {
            for (Object item : items) {
                if (item instanceof Map<?, ?> carrier && carrier.get("countries") instanceof List<?> countries) {
                    for (Object country : countries) {
                        carriers.add(new Carrier(
                                String.valueOf(carrier.get("id")),
                                String.valueOf(carrier.get("name")),
                                String.valueOf(country)));
                    }
                }
            }
        }
        carriers.sort(java.util.Comparator.comparing(Carrier::country).thenComparing(Carrier::name));
        return List.copyOf(carriers);
    }
}
