package io.portline.dashboard.orderhistory.client;

import io.portline.dashboard.orderhistory.PermissionTable;
import io.portline.dashboard.upstream.Reply;
import io.portline.dashboard.upstream.client.ServiceCalls;
import org.springframework.http.HttpMethod;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/** What the order pages ask of order-service, as the user. */
public final class OrderDesk {

    /** Rarely changes: with a release of order-service. */
    private static final Duration TABLE_KEPT = Duration.ofMinutes(5);

    private static final String ORDERS = "/api/v1/port-orders";

    private record KeptTable(PermissionTable table, Instant until) {}

    private final ServiceCalls orders;
    private final Clock realClock;
    private final AtomicReference<KeptTable> kept =
            new AtomicReference<>(new KeptTable(PermissionTable.READ_ONLY, Instant.MIN));

    public OrderDesk(ServiceCalls orders, Clock realClock) {
        this.orders = orders;
        this.realClock = realClock;
    }

    /** The table of what may be done in which status; the last one known if order-service does not answer. */
    public PermissionTable permissions() {
        KeptTable known = kept.get();
        Instant now = realClock.instant();
        if (now.isBefore(known.until())) {
            return known.table();
        }
        PermissionTable table = orders.get(ORDERS + "/actions")
                .done()
                .flatMap(done -> table(done.body()))
                .orElse(known.table());
        // Asked again soon while it is not known: the buttons depend on it.
        kept.set(new KeptTable(table, now.plus(table.known() ? TABLE_KEPT : Duration.ofSeconds(2))));
        return table;
    }

    public Reply find(UUID id) {
        return orders.get(ORDERS + "/{id}", id);
    }

    public Reply submit(Map<String, ?> order, String idempotencyKey) {
        return orders.send(HttpMethod.POST, order, Map.of("Idempotency-Key", idempotencyKey), ORDERS);
    }

    public Reply replace(UUID id, Map<String, ?> order, String etag) {
        return orders.send(HttpMethod.PUT, order, Map.of("If-Match", etag), ORDERS + "/{id}", id);
    }

    public Reply changeFocDate(UUID id, String local, String etag) {
        return orders.send(
                HttpMethod.PUT,
                Map.of("requestedPortDate", local),
                Map.of("If-Match", etag),
                ORDERS + "/{id}/foc-date",
                id);
    }

    public Reply cancel(UUID id, String etag) {
        return orders.send(HttpMethod.POST, null, Map.of("If-Match", etag), ORDERS + "/{id}/cancel", id);
    }

    public Reply delete(UUID id, String etag) {
        return orders.send(HttpMethod.DELETE, null, Map.of("If-Match", etag), ORDERS + "/{id}", id);
    }

    /** Uploads a letter of authorization. */
    public Reply upload(String name, byte[] content) {
        return orders.upload("/api/v1/documents", name, content, Map.of("kind", "LOA"));
    }

    /** A document's bytes; empty if it is none of this user's, or order-service does not answer. */
    public Optional<byte[]> document(UUID id) {
        return orders.download("/api/v1/documents/{id}", id);
    }

    private static Optional<PermissionTable> table(Map<String, Object> body) {
        if (!(body.get("items") instanceof List<?> items)) {
            return Optional.empty();
        }
        Map<String, List<String>> rows = new java.util.HashMap<>();
        for (Object item : items) {
            if (item instanceof Map<?, ?> row
                    && row.get("status") instanceof String status
                    && row.get("actions") instanceof List<?> actions) {
                rows.put(status, actions.stream().map(String::valueOf).toList());
            }
        }
        return rows.isEmpty() ? Optional.empty() : Optional.of(PermissionTable.of(rows));
    }
}
