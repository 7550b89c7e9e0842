package io.portline.notification.delivery.web;

import io.portline.notification.delivery.Deliveries;
import io.portline.notification.delivery.DeliveryLog;
import io.portline.notification.delivery.NotificationService;
import io.portline.notification.delivery.SubjectKind;
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
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What was sent about an order, a port-out or a case, and sending a mail again. */
@RestController
@Tag(name = "Deliveries", description = "Mails and webhooks, and what came of them")
class DeliveryController {
    private final DeliveryLog log;
    private final NotificationService notifications;

    DeliveryController(DeliveryLog log, NotificationService notifications) {
        this.log = log;
        this.notifications = notifications;
    }

    /** The mails and webhooks that the caller may see, newest first. */
    @Operation(operationId = "listDeliveries", summary = "List deliveries")
    @GetMapping("/api/v1/deliveries")
    Page<DeliveryResponse> list(
            Caller caller,
            @Parameter(description = "Of things of this kind alone: PORT_ORDER, PORT_OUT or CASE")
                    @RequestParam(required = false)
                    @Nullable
                    String subjectKind,
            @Parameter(description = "About this order, port-out or case alone")
                    @RequestParam(required = false)
                    @Nullable
                    UUID subjectId,
            PageRequest page) {
        Cursor cursor = page.cursor();
        DeliveryLog.Query query = new DeliveryLog.Query(
                caller.scope().tenantIdOrNull(), kind(subjectKind), subjectId, cursor == null ? null : cursor.uuid(0));
        return Page.of(log.find(query, page.rowsToRead()), page, entry -> Cursor.of(entry.id()))
                .map(DeliveryResponse::of);
    }

    /** Sends a mail again to the same contact, as a new delivery that says so. */
    @Idempotent
    @Operation(operationId = "resendMail", summary = "Send a mail again")
    @PostMapping("/api/v1/deliveries/{id}/resend")
    @ResponseStatus(HttpStatus.CREATED)
    ResendResponse resend(Caller caller, @PathVariable UUID id) {
        caller.require(Role.TENANT_ADMIN, Role.DESK_AGENT);
        return switch (notifications.resend(Optional.ofNullable(caller.scope().tenantIdOrNull()), id)) {
            case Deliveries.Resend.Added(UUID deliveryId) -> new ResendResponse(deliveryId, id);
            case Deliveries.Resend.Unknown _ -> throw ProblemException.of(ProblemType.NOT_FOUND);
            case Deliveries.Resend.StillWaiting _ -> throw refusal("STILL_WAITING");
            case Deliveries.Resend.Erased _ -> throw refusal("ERASED");
            case Deliveries.Resend.Unsubscribed _ -> throw refusal("UNSUBSCRIBED");
            case Deliveries.Resend.TooOften _ -> throw refusal("TOO_OFTEN");
        };
    }

    private static ProblemException refusal(String reason) {
        return ProblemException.of(ProblemType.ACTION_NOT_ALLOWED)
                .detailKey("detail.resend." + reason)
                .with("reason", reason)
                .with("actions", List.of());
    }

    private static @Nullable SubjectKind kind(@Nullable String name) {
        if (name == null) {
            return null;
        }
        try {
            return SubjectKind.valueOf(name);
        } catch (IllegalArgumentException unknown) {
            throw ProblemException.of(ProblemType.INVALID_PARAMETER)
                    .error(FieldProblem.parameter("subjectKind", "UNKNOWN_VALUE"))
                    .causedBy(unknown);
        }
    }
}
