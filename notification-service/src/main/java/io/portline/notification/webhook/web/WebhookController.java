package io.portline.notification.webhook.web;

import io.portline.notification.webhook.EventTypes;
import io.portline.notification.webhook.WebhookEndpoint;
import io.portline.notification.webhook.WebhookEndpoints;
import io.portline.notification.webhook.WebhookQueue;
import io.portline.notification.webhook.WebhookService;
import io.portline.notification.webhook.http.WebhookSettings;
import io.portline.notification.webhook.web.WebhookRecords.Delivery;
import io.portline.notification.webhook.web.WebhookRecords.Endpoint;
import io.portline.notification.webhook.web.WebhookRecords.EndpointChange;
import io.portline.notification.webhook.web.WebhookRecords.NewEndpoint;
import io.portline.notification.webhook.web.WebhookRecords.NewSecret;
import io.portline.notification.webhook.web.WebhookRecords.Replay;
import io.portline.notification.webhook.web.WebhookRecords.Replayed;
import io.portline.notification.webhook.web.WebhookRecords.Resent;
import io.portline.notification.webhook.web.WebhookRecords.TestSent;
import io.portline.notification.webhook.web.WebhookRecords.Types;
import io.portline.web.etag.ETags;
import io.portline.web.etag.ExpectedRevision;
import io.portline.web.idempotency.Idempotent;
import io.portline.web.page.Cursor;
import io.portline.web.page.Page;
import io.portline.web.page.PageRequest;
import io.portline.web.problem.FieldProblem;
import io.portline.web.problem.ProblemException;
import io.portline.web.problem.ProblemType;
import io.portline.web.tenant.Caller;
import io.portline.web.tenant.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.net.URI;
import java.util.List;
import java.util.UUID;

/** A tenant's webhook endpoints. */
@RestController
@Tag(name = "Webhooks", description = "Events for the systems of a tenant")
class WebhookController {
    private final WebhookService service;
    private final WebhookEndpoints endpoints;
    private final WebhookQueue queue;
    private final WebhookSettings settings;

    WebhookController(
            WebhookService service, WebhookEndpoints endpoints, WebhookQueue queue, WebhookSettings settings) {
        this.service = service;
        this.endpoints = endpoints;
        this.queue = queue;
        this.settings = settings;
    }

    /** The event types that an endpoint can ask for; {@code port-order.*} asks for all of a kind. */
    @Operation(operationId = "listWebhookEventTypes", summary = "The event types that an endpoint can ask for")
    @GetMapping("/api/v1/webhook-event-types")
    Types types(Caller caller) {
        tenant(caller);
        return new Types(List.copyOf(EventTypes.all()));
    }

    /** Adds an endpoint; the answer shows its secret, this once. An address can be added once, which makes a retry safe. */
    @Operation(operationId = "addWebhookEndpoint", summary = "Add an endpoint")
    @PostMapping("/api/v1/webhook-endpoints")
    ResponseEntity<Endpoint> add(Caller caller, @RequestBody NewEndpoint body) {
        WebhookService.Created created = refusing(() -> service.add(
                tenant(caller), new WebhookService.Wanted(body.url(), body.description(), body.eventTypes())));
        return ResponseEntity.created(URI.create(
                        "/api/v1/webhook-endpoints/" + created.endpoint().id()))
                .eTag(ETags.of(created.endpoint().revision()))
                .cacheControl(CacheControl.noStore())
                .body(Endpoint.of(created.endpoint(), created.secret()));
    }

    /** The tenant's endpoints, newest first. */
    @Operation(operationId = "listWebhookEndpoints", summary = "List the endpoints")
    @GetMapping("/api/v1/webhook-endpoints")
    Page<Endpoint> list(Caller caller, PageRequest page) {
        return Page.of(
                        endpoints.list(tenant(caller), before(page), page.rowsToRead()),
                        page,
                        endpoint -> Cursor.of(endpoint.id()))
                .map(endpoint -> Endpoint.of(endpoint, null));
    }

    /** One endpoint, without its secret. */
    @Operation(operationId = "getWebhookEndpoint", summary = "One endpoint")
    @GetMapping("/api/v1/webhook-endpoints/{id}")
    ResponseEntity<Endpoint> show(Caller caller, @PathVariable UUID id) {
        return answer(endpoint(caller, id));
    }

    /** Changes an endpoint; what waits for it goes to the new address. */
    @Operation(operationId = "changeWebhookEndpoint", summary = "Change an endpoint")
    @PutMapping("/api/v1/webhook-endpoints/{id}")
    ResponseEntity<Endpoint> change(
            Caller caller, @PathVariable UUID id, ExpectedRevision expected, @RequestBody EndpointChange body) {
        return answer(refusing(() -> service.change(
                        tenant(caller),
                        id,
                        new WebhookService.Wanted(body.url(), body.description(), body.eventTypes()),
                        body.enabled() == null || body.enabled(),
                        known -> expected.check(known.revision()))
                .orElseThrow(WebhookController::unknown)));
    }

    /** Deletes an endpoint; it is called no more. */
    @Operation(operationId = "deleteWebhookEndpoint", summary = "Delete an endpoint")
    @DeleteMapping("/api/v1/webhook-endpoints/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Caller caller, @PathVariable UUID id) {
        if (!endpoints.delete(tenant(caller), id)) {
            throw unknown();
        }
    }

    /** Gives an endpoint a new secret, shown this once; for a time both secrets sign. */
    @Operation(operationId = "rotateWebhookSecret", summary = "Give an endpoint a new secret")
    @PostMapping("/api/v1/webhook-endpoints/{id}/secret-rotation")
    ResponseEntity<NewSecret> rotate(Caller caller, @PathVariable UUID id) {
        WebhookService.Rotated rotated = refusing(() ->
                service.rotate(tenant(caller), id, settings.rotationOverlap()).orElseThrow(WebhookController::unknown));
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new NewSecret(rotated.secret(), rotated.previousValidUntil()));
    }

    /** Sends a webhook of type {@code webhook.test}. */
    @Operation(operationId = "testWebhookEndpoint", summary = "Send a test")
    @PostMapping("/api/v1/webhook-endpoints/{id}/test")
    @ResponseStatus(HttpStatus.ACCEPTED)
    TestSent test(Caller caller, @PathVariable UUID id) {
        return new TestSent(service.test(tenant(caller), id).orElseThrow(WebhookController::unknown));
    }

    /** What was and will be sent to an endpoint, newest first. */
    @Operation(operationId = "listWebhookDeliveries", summary = "What was and will be sent to an endpoint")
    @GetMapping("/api/v1/webhook-endpoints/{id}/deliveries")
    Page<Delivery> deliveries(Caller caller, @PathVariable UUID id, PageRequest page) {
        WebhookEndpoint endpoint = endpoint(caller, id);
        return Page.of(
                        queue.log(tenant(caller), endpoint.id(), before(page), page.rowsToRead()),
                        page,
                        entry -> Cursor.of(entry.id()))
                .map(Delivery::of);
    }

    /** Sends an endpoint again everything it wants that happened in a range of time. */
    @Idempotent
    @Operation(operationId = "replayWebhooks", summary = "Send what happened in a range of time again")
    @PostMapping("/api/v1/webhook-endpoints/{id}/replay")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Replayed replay(Caller caller, @PathVariable UUID id, @RequestBody Replay body) {
        return new Replayed(refusing(() ->
                service.replay(tenant(caller), id, body.from(), body.to()).orElseThrow(WebhookController::unknown)));
    }

    /** Sends one webhook again. */
    @Idempotent
    @Operation(operationId = "resendWebhook", summary = "Send a webhook again")
    @PostMapping("/api/v1/webhook-deliveries/{id}/resend")
    @ResponseStatus(HttpStatus.CREATED)
    Resent resend(Caller caller, @PathVariable UUID id) {
        return switch (service.resend(tenant(caller), id)) {
            case WebhookQueue.Resend.Added(UUID added) -> new Resent(added, id);
            case WebhookQueue.Resend.Unknown _ -> throw unknown();
            case WebhookQueue.Resend.NotNow(String reason) ->
                throw ProblemException.of(ProblemType.ACTION_NOT_ALLOWED)
                        .detailKey("detail.resend." + reason)
                        .with("reason", reason)
                        .with("actions", List.of());
        };
    }

    private WebhookEndpoint endpoint(Caller caller, UUID id) {
        return endpoints.find(tenant(caller), id).orElseThrow(WebhookController::unknown);
    }

    private static String tenant(Caller caller) {
        return caller.require(Role.TENANT_ADMIN).tenantId();
    }

    private static @Nullable UUID before(PageRequest page) {
        Cursor cursor = page.cursor();
        return cursor == null ? null : cursor.uuid(0);
    }

    private static ResponseEntity<Endpoint> answer(WebhookEndpoint endpoint) {
        return ResponseEntity.ok().eTag(ETags.of(endpoint.revision())).body(Endpoint.of(endpoint, null));
    }

    private interface Doing<T> {
        T run();
    }

    private static <T> T refusing(Doing<T> doing) {
        try {
            return doing.run();
        } catch (WebhookService.Refused refused) {
            throw ProblemException.of(ProblemType.VALIDATION)
                    .errors(refused.faults().stream()
                            .map(fault -> FieldProblem.of(
                                    fault.pointer(),
                                    fault.code(),
                                    fault.arguments().toArray()))
                            .toList())
                    .causedBy(refused);
        } catch (WebhookService.Conflict conflict) {
            throw ProblemException.of(ProblemType.CONFLICT)
                    .detailKey("detail.webhook.conflict", WebhookService.MOST_ENDPOINTS)
                    .causedBy(conflict);
        } catch (WebhookService.NoKeys noKeys) {
            throw ProblemException.of(ProblemType.UNAVAILABLE)
                    .detailKey("detail.webhook.no-keys")
                    .causedBy(noKeys);
        }
    }

    private static ProblemException unknown() {
        return ProblemException.of(ProblemType.NOT_FOUND);
    }
}
