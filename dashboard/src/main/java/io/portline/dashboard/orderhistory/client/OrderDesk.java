package io.portline.dashboard.orderhistory.client;

import io.portline.dashboard.orderhistory.PermissionTable;
import io.portline.dashboard.upstream.Reply;
import io.portline.dashboard.upstream.client.ServiceCalls;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;

import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;

/** What the order pages ask of order-service, as the user. */
public final class OrderDesk {

    /** Rarely changes: with a release of order-service. */
    private static final Duration TABLE_KEPT = Duration.ofMinutes(5);

    private static final String ORDERS = "/api/v1/port-orders";
    private static final String DRAFTS = "/api/v1/drafts";

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
    public Reply upload(String name, Resource content) {
        return orders.upload("/api/v1/documents", name, content, Map.of("kind", "LOA"));
    }

    /** Passes a document on; false if it is none of this user's, or order-service does not answer. */
    public boolean document(UUID id, LongFunction<OutputStream> begin) {
        return orders.stream("/api/v1/documents/{id}", begin, id);
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

    /** What would become of a submission; nothing is written. */
    public Reply rehearse(Map<String, ?> order) {
        return orders.send(HttpMethod.POST, order, Map.of(), ORDERS + "?dryRun=true");
    }

    public Reply drafts() {
        return orders.get(DRAFTS + "?limit=50");
    }

    public Reply draft(UUID id) {
        return orders.get(DRAFTS + "/{id}", id);
    }

    /** Saves a draft: a new one, or in place of the one of this id. */
    public Reply saveDraft(@Nullable UUID id, Map<String, ?> order) {
        return id == null
                ? orders.send(
                        HttpMethod.POST,
                        order,
                        Map.of("Idempotency-Key", UUID.randomUUID().toString()),
                        DRAFTS)
                : orders.send(HttpMethod.PUT, order, Map.of("If-Match", "*"), DRAFTS + "/{id}", id);
    }

    public Reply submitDraft(UUID id, String idempotencyKey) {
        return orders.send(
                HttpMethod.POST, null, Map.of("Idempotency-Key", idempotencyKey), DRAFTS + "/{id}/submission", id);
    }

    public Reply deleteDraft(UUID id) {
        return orders.send(HttpMethod.DELETE, null, Map.of(), DRAFTS + "/{id}", id);
    }

    public Reply portability(String country, List<String> numbers) {
        return orders.send(
                HttpMethod.POST,
                Map.of("country", country, "numbers", numbers),
                Map.of(),
                "/api/v1/portability-checks");
    }

    /** The dates that a carrier may be asked for. */
    public Reply dates(String carrierId, String country, int numbers) {
        return orders.get(
                "/api/v1/carriers/{id}/foc-dates?country={country}&numbers={numbers}", carrierId, country, numbers);
    }

    /** The dates that this order may be moved to. */
    public Reply dates(UUID id) {
        return orders.get(ORDERS + "/{id}/foc-dates", id);
    }

    /** A letter of authorization to sign, with all that is known filled in; a PDF. */
    public Optional<byte[]> letter(Map<String, ?> order, String language) {
        return orders.produce(
                order, MediaType.APPLICATION_PDF, "/api/v1/letters-of-authorization?language={language}", language);
    }

    public Reply documents(UUID id) {
        return orders.get(ORDERS + "/{id}/documents", id);
    }

    public Reply addDocument(UUID id, String name, Resource content) {
        return orders.upload(
                ORDERS + "/" + id + "/documents",
                name,
                content,
                Map.of(),
                Map.of("Idempotency-Key", UUID.randomUUID().toString()));
    }

    public Reply comment(UUID id, String text) {
        return orders.send(
                HttpMethod.POST,
                Map.of("text", text),
                Map.of("Idempotency-Key", UUID.randomUUID().toString()),
                ORDERS + "/{id}/comments",
                id);
    }

    public Reply timeline(UUID id) {
        return orders.get(ORDERS + "/{id}/timeline", id);
    }

    /** All orders of a filter as a CSV file; false if there is none. */
    public boolean export(Map<String, String> filter, LongFunction<OutputStream> begin) {
        StringBuilder path = new StringBuilder(ORDERS + "/export?sort=");
        List<Object> values = new ArrayList<>();
        filter.forEach((name, value) -> {
            path.append('&').append(name).append("={").append(name).append('}');
            values.add(value);
        });
        return orders.stream(path.toString().replace("?sort=&", "?").replace("?sort=", ""), begin, values.toArray());
    }
}
