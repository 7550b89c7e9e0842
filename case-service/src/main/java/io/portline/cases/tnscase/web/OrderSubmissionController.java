package io.portline.cases.tnscase.web;

import io.portline.cases.tnscase.CaseAction;
import io.portline.cases.tnscase.CaseContact;
import io.portline.cases.tnscase.CaseDocument;
import io.portline.cases.tnscase.CaseService;
import io.portline.cases.tnscase.LinkedOrder;
import io.portline.cases.tnscase.Party;
import io.portline.cases.tnscase.TnsCase;
import io.portline.cases.tnscase.client.OrderGroups;
import io.portline.web.problem.ProblemException;
import io.portline.web.problem.ProblemType;
import io.portline.web.tenant.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** From a case to the port orders that it asks for. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Desk")
class OrderSubmissionController {

    private final CaseService service;
    private final OrderGroups groups;

    OrderSubmissionController(CaseService service, OrderGroups groups) {
        this.service = service;
        this.groups = groups;
    }

    /**
     * The desk submits the port orders of a PORT_IN case as a group, on behalf of who opened it, and links them. Numbers,
     * letter of authorization and additional contacts come from the case if the body has none. The passcode passes through and is not kept here; what order-service
     * refuses is answered as it says it, with pointers into this body.
     *
     * @param key sent twice with the same key, the orders are submitted once; made here if missing
     */
    @ApiResponse(
            responseCode = "201",
            description = "The group, as order-service answers it",
            content = @Content(schema = @Schema(type = "object")))
    @ApiResponse(
            responseCode = "409",
            description = "Problem: action-not-allowed, with caseStatus and the actions possible now",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(ref = "#/components/schemas/Problem")))
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "submitCaseOrders", summary = "Submit the port orders of a case as a group")
    @PostMapping("/cases/{id}/orders")
    ResponseEntity<Object> submit(
            Caller caller,
            @PathVariable UUID id,
            @RequestBody CaseRequests.OrderGroup request,
            @Parameter(description = "A new one for every intent, and the same for its retries")
                    @RequestHeader(name = "Idempotency-Key", required = false)
                    @Nullable
                    String key) {
        Party.Desk by = Parties.desk(caller);
        TnsCase tnsCase = service.find(by, id).orElseThrow(() -> ProblemException.of(ProblemType.NOT_FOUND));
        Set<CaseAction> allowed = service.actions(tnsCase, by);
        if (!allowed.contains(CaseAction.SUBMIT_ORDERS)) {
            throw CaseAnswers.refused(tnsCase.status().name(), allowed);
        }
        Map<String, @Nullable Object> order =
                Objects.requireNonNullElse(request.order(), Map.<String, @Nullable Object>of());
        OrderGroups.Answer answer = groups.submit(
                group(tnsCase, order, request),
                order.get("loaDocumentId") == null ? letter(tnsCase, by) : null,
                Objects.requireNonNullElseGet(key, () -> "\"" + UUID.randomUUID() + "\""));
        if (!answer.status().is2xxSuccessful()) {
            return ResponseEntity.status(answer.status())
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .body(answer.body());
        }
        service.link(by, id, orders(answer.body()));
        return ResponseEntity.status(201)
                .contentType(MediaType.APPLICATION_JSON)
                .body(answer.body());
    }

    private static Map<String, Object> group(
            TnsCase tnsCase, Map<String, @Nullable Object> order, CaseRequests.OrderGroup request) {
        Map<String, Object> group = new LinkedHashMap<>();
        group.put("tenantId", tnsCase.tenantId());
        group.put("caseId", tnsCase.id());
        group.put("caseNumber", tnsCase.number().toString());
        tnsCase.contacts().stream()
                .filter(CaseContact::opener)
                .findFirst()
                .ifPresent(opener -> group.put("submitter", person(opener)));
        Map<String, @Nullable Object> whole = new LinkedHashMap<>(order);
        if (!(order.get("contacts") instanceof List<?> named) || named.isEmpty()) {
            whole.put(
                    "contacts",
                    tnsCase.additionalContacts().stream()
                            .map(OrderSubmissionController::person)
                            .toList());
        }
        group.put("order", whole);
        group.put("numbers", request.numbers() == null ? tnsCase.numbers() : request.numbers());
        return group;
    }

    private static Map<String, String> person(CaseContact contact) {
        return Map.of(
                "email", contact.email(),
                "name", contact.name(),
                "language", contact.language().tag());
    }

    private OrderGroups.@Nullable Letter letter(TnsCase tnsCase, Party.Desk by) {
        return tnsCase.fields().get("loaDocumentId") instanceof String id
                ? service.document(by, tnsCase.id(), UUID.fromString(id))
                        .filter(document -> !document.quarantined())
                        .map(this::letter)
                        .orElse(null)
                : null;
    }

    private OrderGroups.Letter letter(CaseDocument document) {
        return new OrderGroups.Letter(document.name(), document.sizeBytes(), () -> service.content(document));
    }

    private static List<LinkedOrder> orders(JsonNode group) {
        List<LinkedOrder> orders = new ArrayList<>();
        for (JsonNode order : group.path("orders")) {
            orders.add(new LinkedOrder(
                    UUID.fromString(order.path("id").asString()),
                    order.path("number").asString()));
        }
        return orders;
    }
}
