package io.portline.order.portorder.web;

import io.portline.order.portorder.OrderGroup;
import io.portline.order.portorder.OrderGroupService;
import io.portline.order.portorder.PortOrderForm;
import io.portline.order.portorder.Submissions;
import io.portline.web.idempotency.Idempotent;
import io.portline.web.idempotency.RequestTransaction;
import io.portline.web.problem.FieldProblem;
import io.portline.web.problem.ProblemException;
import io.portline.web.problem.ProblemType;
import io.portline.web.tenant.Caller;
import io.portline.web.tenant.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Groups of orders, from TNS cases. */
@RestController
@RequestMapping(path = "/api/v1/port-order-groups", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Order groups", description = "More numbers than an order may have: the desk submits them from a TNS case")
class OrderGroupController {

    private static final DataSize LARGEST_NUMBERS = DataSize.ofMegabytes(8);

    private final OrderGroupService service;

    OrderGroupController(OrderGroupService service) {
        this.service = service;
    }

    /** A group as it is submitted. */
    @Schema(name = "PortOrderGroupRequest")
    record GroupRequest(
            @Nullable String tenantId,
            @Nullable UUID caseId,
            @Schema(example = "TNS-000042") @Nullable String caseNumber,

            @Schema(
                    description =
                            "On whose behalf, such as who opened the case: told of each order as its submitter. Nobody if absent")
            @Nullable
            ContactDto submitter,

            @Schema(
                    description =
                            "As an order; without losingCarrierId the carrier of each number is looked up. What the case lacks the desk asks for")
            @Nullable
            PortOrderRequest order,

            @Schema(description = "Any count; or the part numbers as CSV") @Nullable
            List<@Nullable String> numbers) {

        /** Says nothing of what it holds. */
        @Override
        public String toString() {
            return "GroupRequest";
        }
    }

    /** A group of orders, in the order of their submission. */
    @Schema(name = "PortOrderGroup")
    record GroupResponse(
            UUID id, String tenantId, UUID caseId, String caseNumber, Instant createdAt, List<MemberDto> orders) {

        static GroupResponse of(OrderGroup group) {
            return new GroupResponse(
                    group.id(),
                    group.tenantId(),
                    group.caseId(),
                    group.caseNumber(),
                    group.createdAt(),
                    group.members().stream()
                            .map(member -> new MemberDto(
                                    member.orderId(),
                                    member.orderNumber(),
                                    member.name(),
                                    member.carrier().id(),
                                    member.carrier().name(),
                                    member.numberCount(),
                                    member.containsBtn()))
                            .toList());
        }
    }

    /** An order of a group. */
    @Schema(name = "PortOrderGroupMember")
    record MemberDto(
            UUID id,
            String number,
            String name,
            String losingCarrierId,
            String losingCarrierName,
            int numberCount,

            @Schema(description = "The order with the billing number goes last")
            boolean containsBtn) {}

    @Operation(
            summary = "Submit a group of orders from a TNS case",
            operationId = "submitPortOrderGroup",
            description = "For the desk; all orders or none. Split by carrier and to 999 numbers each")
    @ApiResponse(responseCode = "201", description = "Submitted")
    @Idempotent(deferred = true)
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<GroupResponse> submit(
            @RequestBody GroupRequest request, Caller caller, RequestTransaction transaction) {
        return created(request, null, null, caller, transaction);
    }

    @Operation(
            summary = "Submit a group of orders with files",
            operationId = "submitPortOrderGroupWithFiles",
            description = "group: the same JSON; numbers: CSV with the header PhoneNumber; loa: the signed letter, PDF")
    @ApiResponse(responseCode = "201", description = "Submitted")
    @Idempotent(deferred = true)
    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<GroupResponse> submitWithFiles(
            @RequestPart("group") GroupRequest group,
            @RequestPart(name = "numbers", required = false) @Nullable MultipartFile numbers,
            @RequestPart(name = "loa", required = false) @Nullable MultipartFile loa,
            Caller caller,
            RequestTransaction transaction) {
        return created(group, numbers, loa, caller, transaction);
    }

    @Operation(summary = "One group", operationId = "getPortOrderGroup")
    @GetMapping("/{id}")
    GroupResponse get(@PathVariable UUID id, Caller caller) {
        caller.require(Role.DESK_AGENT);
        return service.find(id).map(GroupResponse::of).orElseThrow(() -> ProblemException.of(ProblemType.NOT_FOUND));
    }

    private ResponseEntity<GroupResponse> created(
            GroupRequest request,
            @Nullable MultipartFile numbers,
            @Nullable MultipartFile loa,
            Caller caller,
            RequestTransaction transaction) {
        caller.require(Role.DESK_AGENT);
        String tenantId = request.tenantId();
        UUID caseId = request.caseId();
        String caseNumber = request.caseNumber();
        PortOrderRequest order = request.order();
        ProblemException problem = ProblemException.of(ProblemType.VALIDATION);
        required(problem, "/tenantId", tenantId == null || tenantId.isBlank());
        required(problem, "/caseId", caseId == null);
        required(problem, "/caseNumber", caseNumber == null || caseNumber.isBlank());
        required(problem, "/order", order == null);
        if (order != null && order.numbers() != null) {
            problem.error(FieldProblem.of("/order/numbers", "NOT_ALLOWED"));
        }
        if (!problem.errors().isEmpty() || tenantId == null || caseId == null || caseNumber == null || order == null) {
            throw problem;
        }
        OrderFiles.oneWay(order, numbers != null && request.numbers() != null, loa);
        PortOrderForm form =
                order.form(numbers == null ? null : OrderFiles.numbers(numbers, LARGEST_NUMBERS), request.numbers());
        Submissions.Letter letter = loa == null ? null : OrderFiles.letter(loa);
        // Asks the gateway.
        OrderGroupService.Prepared prepared = service.prepare(form, letter);
        transaction.begin();
        OrderGroup group = service.submit(
                new OrderGroupService.Origin(tenantId.strip(), caseId, caseNumber.strip(), submitter(request)),
                Callers.by(caller),
                prepared);
        return ResponseEntity.created(URI.create("/api/v1/port-order-groups/" + group.id()))
                .body(GroupResponse.of(group));
    }

    private static PortOrderForm.@Nullable Person submitter(GroupRequest request) {
        ContactDto submitter = request.submitter();
        return submitter == null
                ? null
                : new PortOrderForm.Person(submitter.email(), submitter.name(), submitter.language());
    }

    private static void required(ProblemException problem, String pointer, boolean missing) {
        if (missing) {
            problem.error(FieldProblem.of(pointer, "REQUIRED"));
        }
    }
}
