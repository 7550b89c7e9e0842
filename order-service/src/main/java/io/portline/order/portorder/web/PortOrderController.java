package io.portline.order.portorder.web;

import io.portline.order.portorder.PortOrder;
import io.portline.order.portorder.PortOrderForm;
import io.portline.order.portorder.PortOrderQuery;
import io.portline.order.portorder.PortOrderService;
import io.portline.order.portorder.PortOrderStatus;
import io.portline.order.portorder.PortOrderSummary;
import io.portline.order.portorder.Scope;
import io.portline.order.portorder.Stored;
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
import io.portline.web.upload.MediaKind;
import io.portline.web.upload.UploadedFile;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.unit.DataSize;
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
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongConsumer;

/** Port orders. */
@RestController
@RequestMapping(path = "/api/v1/port-orders", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Port orders", description = "Moving phone numbers from a losing carrier to us")
class PortOrderController {

    static final DataSize LARGEST_LETTER = DataSize.ofMegabytes(10);

    /** Some 60 bytes a row for far more rows than an order may have, so that too many are told as too many. */
    private static final DataSize LARGEST_NUMBERS = DataSize.ofMegabytes(1);

    private final PortOrderService service;

    PortOrderController(PortOrderService service) {
        this.service = service;
    }

    /** Another FOC date. */
    @Schema(name = "FocDateRequest")
    record FocDateRequest(
            @Schema(description = "Local date and time in the order's zone", example = "2026-12-03T10:00") @Nullable
            String requestedPortDate) {}

    /** More contacts. */
    @Schema(name = "ContactsRequest")
    record ContactsRequest(@Nullable List<@Nullable ContactDto> contacts) {}

    @Operation(summary = "Submit an order", operationId = "submitPortOrder")
    @ApiResponse(responseCode = "201", description = "Submitted")
    @Idempotent
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<PortOrderResponse> submit(@RequestBody PortOrderRequest request, Caller caller) {
        return created(request.form(null), null, caller);
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
            Caller caller) {
        // Only whose order it is comes before what is in it.
        Callers.mayChange(caller);
        boolean numbersTwice = numbers != null && order.numbers() != null;
        boolean letterTwice = loa != null && order.loaDocumentId() != null;
        if (numbersTwice || letterTwice) {
            throw ProblemException.of(ProblemType.VALIDATION)
                    .error(FieldProblem.part(numbersTwice ? "numbers" : "loa", "FILE_GIVEN_TWICE"));
        }
        byte[] csv = numbers == null
                ? null
                : UploadedFile.read(numbers, Set.of(MediaKind.CSV), LARGEST_NUMBERS)
                        .content();
        return created(order.form(csv), loa == null ? null : letter(loa), caller);
    }

    private ResponseEntity<PortOrderResponse> created(
            PortOrderForm form, PortOrderService.@Nullable Letter letter, Caller caller) {
        Callers.mayChange(caller);
        Stored stored = service.submit(caller.tenantId(), Callers.by(caller), Callers.submitter(caller), form, letter);
        return ResponseEntity.created(
                        URI.create("/api/v1/port-orders/" + stored.order().id()))
                .eTag(ETags.of(stored.revision()))
                .body(response(stored.order(), caller));
    }

    static PortOrderService.Letter letter(MultipartFile file) {
        UploadedFile read = UploadedFile.read(file, Set.of(MediaKind.PDF), LARGEST_LETTER);
        return new PortOrderService.Letter(read.name(), read.kind().mediaType(), read.content());
    }

    @Operation(summary = "List orders, the newest first", operationId = "listPortOrders")
    @GetMapping
    Page<PortOrderSummaryResponse> list(
            @Parameter(description = "One or more statuses") @RequestParam(required = false) @Nullable
                    List<String> status,
            @RequestParam(required = false) @Nullable String country,
            @Parameter(description = "Id of the losing carrier") @RequestParam(required = false) @Nullable
                    String carrier,
            @Parameter(description = "E.164 of a number that the order holds") @RequestParam(required = false) @Nullable
                    String number,
            @Parameter(description = "Part of the name or of the order's number")
                    @RequestParam(required = false)
                    @Nullable
                    String q,
            PageRequest page,
            Caller caller) {
        Cursor cursor = page.cursor();
        PortOrderQuery query = new PortOrderQuery(
                Callers.mayRead(caller),
                statuses(status),
                country,
                carrier,
                number == null ? null : plus(number),
                q == null || q.isBlank() ? null : q.strip(),
                cursor == null ? null : new PortOrderQuery.Position(cursor.instant(0), cursor.uuid(1)),
                page.rowsToRead());
        return Page.of(service.list(query), page, PortOrderController::cursorOf)
                .map(order -> PortOrderSummaryResponse.of(order, caller.language()));
    }

    private static Cursor cursorOf(PortOrderSummary order) {
        return Cursor.of(order.submittedAt(), order.id());
    }

    /** In a URL a plus that was not encoded arrives as a blank. */
    private static String plus(String number) {
        String digits = number.strip();
        return digits.startsWith("+") ? digits : "+" + digits;
    }

    private static Set<PortOrderStatus> statuses(@Nullable List<String> names) {
        if (names == null) {
            return Set.of();
        }
        Set<PortOrderStatus> statuses = new HashSet<>();
        for (String name : names) {
            try {
                statuses.add(PortOrderStatus.valueOf(name.strip().toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException unknown) {
                throw ProblemException.of(ProblemType.INVALID_PARAMETER)
                        .error(FieldProblem.parameter(
                                "status",
                                "UNKNOWN_VALUE",
                                String.join(
                                        ", ",
                                        Arrays.stream(PortOrderStatus.values())
                                                .map(Enum::name)
                                                .toList())))
                        .causedBy(unknown);
            }
        }
        return statuses;
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
        return TimelineResponse.of(service.timeline(id, Callers.mayRead(caller)), caller.language());
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
        return PortOrderResponse.of(order, service.now(), caller.language(), Callers.seesAccount(caller));
    }
}
