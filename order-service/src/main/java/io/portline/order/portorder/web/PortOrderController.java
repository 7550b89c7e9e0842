package io.portline.order.portorder.web;

import io.portline.order.portorder.PortOrder;
import io.portline.order.portorder.PortOrderForm;
import io.portline.order.portorder.PortOrderService;
import io.portline.order.portorder.PortOrderSort;
import io.portline.order.portorder.Scope;
import io.portline.order.portorder.Stored;
import io.portline.order.portorder.Submissions;
import io.portline.web.etag.ETags;
import io.portline.web.etag.ExpectedRevision;
import io.portline.web.idempotency.Idempotent;
import io.portline.web.page.Page;
import io.portline.web.page.PageRequest;
import io.portline.web.problem.FieldProblem;
import io.portline.web.problem.ProblemException;
import io.portline.web.problem.ProblemTexts;
import io.portline.web.problem.ProblemType;
import io.portline.web.tenant.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.function.LongConsumer;

/** Port orders. */
@RestController
@RequestMapping(path = "/api/v1/port-orders", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Port orders", description = "Moving phone numbers from a losing carrier to us")
class PortOrderController {

    private final PortOrderService service;
    private final ProblemTexts texts;

    PortOrderController(PortOrderService service, ProblemTexts texts) {
        this.service = service;
        this.texts = texts;
    }

    /** Another FOC date. */
    @Schema(name = "FocDateRequest")
    record FocDateRequest(
            @Schema(description = "Local date and time in the order's zone", example = "2026-12-03T10:00") @Nullable
            String requestedPortDate) {}

    /** More contacts. */
    @Schema(name = "ContactsRequest")
    record ContactsRequest(@Nullable List<@Nullable ContactDto> contacts) {}

    @Operation(
            summary = "Submit an order",
            operationId = "submitPortOrder",
            description =
                    "With dryRun=true everything is checked in the same way, nothing is changed, and the answer is 200 with what would come of it")
    @ApiResponse(responseCode = "201", description = "Submitted")
    @Idempotent
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<PortOrderResponse> submit(
            @RequestBody PortOrderRequest request,
            @Parameter(description = "true: check, change nothing, and answer 200 with what would come of it")
                    @RequestParam(defaultValue = "false")
                    boolean dryRun,
            Caller caller) {
        forReal(dryRun);
        return created(request.form(null), null, caller);
    }

    @Operation(
            summary = "Check an order without submitting it",
            operationId = "tryPortOrder",
            description = "The same faults as a submission, and nothing is changed")
    @ApiResponse(responseCode = "200", description = "What would come of it")
    @PostMapping(params = "dryRun=true", consumes = MediaType.APPLICATION_JSON_VALUE)
    DryRunResponse tryIt(@RequestBody PortOrderRequest request, Caller caller) {
        return tried(request.form(null), false, caller);
    }

    @Operation(
            summary = "Submit an order with files",
            operationId = "submitPortOrderWithFiles",
            description =
                    "order: the same JSON, without numbers or loaDocumentId where they come as files; "
                            + "numbers: CSV with the header PhoneNumber; loa: the signed letter of authorization, PDF, at most 10 MiB")
    @ApiResponse(responseCode = "201", description = "Submitted")
    @Idempotent
    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<PortOrderResponse> submitWithFiles(
            @RequestPart("order") PortOrderRequest order,
            @RequestPart(name = "numbers", required = false) @Nullable MultipartFile numbers,
            @RequestPart(name = "loa", required = false) @Nullable MultipartFile loa,
            @Parameter(hidden = true) @RequestParam(defaultValue = "false") boolean dryRun,
            Caller caller) {
        // Only whose order it is comes before what is in it.
        Callers.mayChange(caller);
        forReal(dryRun);
        return created(OrderFiles.form(order, numbers, loa), loa == null ? null : OrderFiles.letter(loa), caller);
    }

    @Operation(
            summary = "Check an order with files without submitting it",
            operationId = "tryPortOrderWithFiles",
            description = "The same faults as a submission, and nothing is changed")
    @ApiResponse(responseCode = "200", description = "What would come of it")
    @PostMapping(params = "dryRun=true", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    DryRunResponse tryWithFiles(
            @RequestPart("order") PortOrderRequest order,
            @RequestPart(name = "numbers", required = false) @Nullable MultipartFile numbers,
            @RequestPart(name = "loa", required = false) @Nullable MultipartFile loa,
            Caller caller) {
        Callers.mayChange(caller);
        if (loa != null) {
            OrderFiles.letter(loa);
        }
        return tried(OrderFiles.form(order, numbers, loa), loa != null, caller);
    }

    /** Whoever writes {@code dryRun=1} means it; an order must not come of it. */
    private static void forReal(boolean dryRun) {
        if (dryRun) {
            throw ProblemException.of(ProblemType.INVALID_PARAMETER)
                    .error(FieldProblem.parameter("dryRun", "UNKNOWN_VALUE", "true, false"));
        }
    }

    private DryRunResponse tried(PortOrderForm form, boolean letterComesAlong, Caller caller) {
        Callers.mayChange(caller);
        return DryRunResponse.of(
                service.dryRun(
                        caller.tenantId(), Callers.by(caller), Callers.submitter(caller), form, letterComesAlong),
                texts,
                caller.language());
    }

    private ResponseEntity<PortOrderResponse> created(
            PortOrderForm form, Submissions.@Nullable Letter letter, Caller caller) {
        Callers.mayChange(caller);
        Stored stored = service.submit(caller.tenantId(), Callers.by(caller), Callers.submitter(caller), form, letter);
        return ResponseEntity.created(
                        URI.create("/api/v1/port-orders/" + stored.order().id()))
                .eTag(ETags.of(stored.revision()))
                .body(response(stored.order(), caller));
    }

    @Operation(
            summary = "List orders",
            operationId = "listPortOrders",
            description = "The newest first, unless sorted otherwise; every filter that is given must hold")
    @GetMapping
    Page<PortOrderSummaryResponse> list(@ParameterObject ListParameters parameters, PageRequest page, Caller caller) {
        PortOrderSort sort = parameters.order();
        return Page.of(
                        service.list(
                                Callers.mayRead(caller),
                                parameters.filter(),
                                sort,
                                ListParameters.position(page.cursor(), sort),
                                page.rowsToRead()),
                        page,
                        order -> ListParameters.cursor(order, sort))
                .map(order -> PortOrderSummaryResponse.of(order, caller.language()));
    }

    @Operation(summary = "The permission table: what may be done in which status", operationId = "permittedActions")
    @GetMapping("/actions")
    ActionsTableResponse actions(Caller caller) {
        Callers.mayRead(caller);
        return ActionsTableResponse.in(caller.language());
    }

    @Operation(summary = "One order", operationId = "getPortOrder")
    @GetMapping("/{id}")
    ResponseEntity<PortOrderResponse> get(@PathVariable UUID id, Caller caller) {
        return ok(service.get(id, Callers.mayRead(caller)), caller);
    }

    @Operation(summary = "Everything that happened to an order", operationId = "getPortOrderTimeline")
    @GetMapping("/{id}/timeline")
    TimelineResponse timeline(@PathVariable UUID id, Caller caller) {
        return TimelineResponse.of(
                service.timeline(id, Callers.mayRead(caller)), caller.language(), Callers.seesAccount(caller));
    }

    @Operation(
            summary = "Edit, which is to submit again",
            operationId = "resubmitPortOrder",
            description = "In Error and Cancelled; everything but the country")
    @PutMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<PortOrderResponse> resubmit(
            @PathVariable UUID id, @RequestBody PortOrderRequest request, ExpectedRevision expected, Caller caller) {
        Scope scope = Callers.mayChange(caller);
        return ok(service.resubmit(id, scope, Callers.by(caller), request.form(null), expected::check), caller);
    }

    @Operation(
            summary = "Ask the losing carrier for another FOC date",
            operationId = "changeFocDate",
            description = "In Transfer approved; If-Match is honoured where it is sent")
    @PutMapping(path = "/{id}/foc-date", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<PortOrderResponse> changeFocDate(
            @PathVariable UUID id, @RequestBody FocDateRequest request, HttpServletRequest http, Caller caller) {
        Scope scope = Callers.mayChange(caller);
        return ok(
                service.changeFocDate(id, scope, Callers.by(caller), request.requestedPortDate(), expected(http)),
                caller);
    }

    @Operation(
            summary = "Cancel",
            operationId = "cancelPortOrder",
            description = "Takes effect at once and is sent on to the carrier; If-Match is honoured where it is sent")
    @PostMapping("/{id}/cancel")
    ResponseEntity<PortOrderResponse> cancel(@PathVariable UUID id, HttpServletRequest http, Caller caller) {
        Scope scope = Callers.mayChange(caller);
        return ok(service.cancel(id, scope, Callers.by(caller), expected(http)), caller);
    }

    @Operation(
            summary = "Add people to be told",
            operationId = "addPortOrderContacts",
            description = "That is no edit; If-Match is honoured where it is sent")
    @PostMapping(path = "/{id}/contacts", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<PortOrderResponse> addContacts(
            @PathVariable UUID id, @RequestBody ContactsRequest request, HttpServletRequest http, Caller caller) {
        Scope scope = Callers.mayChange(caller);
        return ok(
                service.addContacts(
                        id, scope, Callers.by(caller), PortOrderRequest.people(request.contacts()), expected(http)),
                caller);
    }

    @Operation(
            summary = "Hide an order for good",
            operationId = "deletePortOrder",
            description = "In Error; If-Match is honoured where it is sent")
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable UUID id, HttpServletRequest http, Caller caller) {
        service.delete(id, Callers.mayChange(caller), Callers.by(caller), expected(http));
    }

    private static LongConsumer expected(HttpServletRequest request) {
        return request.getHeader(HttpHeaders.IF_MATCH) == null ? _ -> {} : ETags.ifMatch(request)::check;
    }

    private ResponseEntity<PortOrderResponse> ok(Stored stored, Caller caller) {
        return ResponseEntity.ok().eTag(ETags.of(stored.revision())).body(response(stored.order(), caller));
    }

    private PortOrderResponse response(PortOrder order, Caller caller) {
        return PortOrderResponse.of(
                order,
                service.now(),
                service.offerFor(order)
                        .map(offer -> OfferDto.of(offer, texts, caller.language()))
                        .orElse(null),
                caller.language(),
                Callers.seesAccount(caller));
    }
}
