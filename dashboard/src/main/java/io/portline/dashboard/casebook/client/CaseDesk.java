package io.portline.dashboard.casebook.client;

import io.portline.dashboard.upstream.Reply;
import io.portline.dashboard.upstream.client.ServiceCalls;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpMethod;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongFunction;

/** What the case pages ask of case-service, as the user. */
public final class CaseDesk {

    private static final String CASES = "/api/v1/cases";
    private static final String FEEDBACK = "/api/v1/feedback";

    private final ServiceCalls cases;

    public CaseDesk(ServiceCalls cases) {
        this.cases = cases;
    }

    public Reply find(UUID id) {
        return cases.get(CASES + "/{id}", id);
    }

    /**
     * The ids of the viewer's own cases, the newest 200 of them; empty if case-service does not answer.
     *
     * @param state {@code open}, {@code closed} or {@code all}
     */
    public Optional<List<UUID>> mine(String state) {
        return cases.get(CASES + "?view=mine&state={state}&limit=200", state)
                .done()
                .map(done -> {
                    List<UUID> ids = new ArrayList<>();
                    if (done.body().get("items") instanceof List<?> items) {
                        for (Object item : items) {
                            if (item instanceof Map<?, ?> row && row.get("id") instanceof String id) {
                                ids.add(UUID.fromString(id));
                            }
                        }
                    }
                    return ids;
                });
    }

    public Reply open(Map<String, ?> request, String idempotencyKey) {
        return cases.send(HttpMethod.POST, request, Map.of("Idempotency-Key", idempotencyKey), CASES);
    }

    /** Uploads a document for a new case or a comment to name. */
    public Reply upload(String name, Resource content) {
        return cases.upload("/api/v1/documents", name, content, Map.of());
    }

    /** Passes a document on; false if it is none of this user's, or case-service does not answer. */
    public boolean document(UUID id, UUID document, LongFunction<OutputStream> begin) {
        return cases.stream(CASES + "/{id}/documents/{document}", begin, id, document);
    }

    /**
     * One of the actions that the case offers.
     *
     * @param path what stands behind the case: comments, resolve, cancel, take, ask
     */
    public Reply act(UUID id, String path, Map<String, ?> body, String idempotencyKey) {
        return cases.send(
                HttpMethod.POST, body, Map.of("Idempotency-Key", idempotencyKey), CASES + "/{id}/" + path, id);
    }

    /** Ratings carry a number, orders a whole form. */
    public Reply send(UUID id, String path, Map<String, ?> body, String idempotencyKey) {
        return cases.send(
                HttpMethod.POST, body, Map.of("Idempotency-Key", idempotencyKey), CASES + "/{id}/" + path, id);
    }

    /** Lets a document be fetched that the scan held back. */
    public Reply release(UUID id, UUID document) {
        return cases.send(HttpMethod.POST, null, Map.of(), CASES + "/{id}/documents/{document}/release", id, document);
    }

    /** Who works at the desk. */
    public Reply agents() {
        return cases.get("/api/v1/desk-agents");
    }

    /** What somebody of a tenant thinks of the desk in general. */
    public Reply giveFeedback(Map<String, ?> feedback, String idempotencyKey) {
        return cases.send(HttpMethod.POST, feedback, Map.of("Idempotency-Key", idempotencyKey), FEEDBACK);
    }

    /**
     * What tenants think of the desk, newest first.
     *
     * @param cursor where the page before ended; empty for the first
     */
    public Reply feedback(String cursor, int limit) {
        return cursor.isEmpty()
                ? cases.get(FEEDBACK + "?limit={limit}", limit)
                : cases.get(FEEDBACK + "?limit={limit}&cursor={cursor}", limit, cursor);
    }

    /** What the desk wrote for itself. */
    public Reply notes(UUID id) {
        return cases.get(CASES + "/{id}/notes", id);
    }

    /** All cases of a view as a CSV file; false if there is none. */
    public boolean export(String view, String state, String text, LongFunction<OutputStream> begin) {
        return cases.stream(
                CASES + "/export?view={view}&state={state}" + (text.isBlank() ? "" : "&q={q}"),
                begin,
                text.isBlank() ? new Object[] {view, state} : new Object[] {view, state, text});
    }
}
