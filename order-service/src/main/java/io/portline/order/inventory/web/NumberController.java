package io.portline.order.inventory.web;

import io.portline.numbering.PhoneNumber;
import io.portline.order.inventory.Inventory;
import io.portline.order.inventory.InventoryNumber;
import io.portline.order.inventory.InventoryQuery;
import io.portline.order.inventory.NumberHistory;
import io.portline.order.inventory.NumberUse;
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
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The numbers that are ours. */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(
        name = "Numbers",
        description = "The inventory: numbers that completed orders brought, until a port-out takes them away")
class NumberController {

    private static final int MOST_STATES = 10_000;

    /** What people put between digits. */
    private static final Pattern SEPARATORS = Pattern.compile("[\\s().\\-/+]");

    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,15}");

    private static final String IN_NO_NUMBER = "-";

    private final Inventory inventory;
    private final Clock businessClock;

    NumberController(Inventory inventory, Clock businessClock) {
        this.inventory = inventory;
        this.businessClock = businessClock;
    }

    /** What changes; what is absent stays. */
    @Schema(name = "NumberChange")
    record NumberChange(
            @Schema(
                    description = "By the desk, for a number that is not assigned",
                    allowableValues = {"USER", "SERVICE"})
            @Nullable
            String type,

            @Schema(description = "By the tenant's admin") @Nullable
            Boolean assigned) {}

    /** Whose numbers to look at. */
    @Schema(name = "NumberStatesRequest")
    record StatesBody(
            @Nullable String tenantId,

            @Schema(description = "E.164, at most 10,000") @Nullable
            List<@Nullable String> numbers) {}

    /** The states, in the order of the request. */
    @Schema(name = "NumberStates")
    record StatesResponse(List<State> items) {}

    /** How a number stands in the tenant's inventory. */
    @Schema(name = "NumberState")
    record State(
            String number,
            boolean inInventory,

            @Schema(
                    allowableValues = {"USER", "SERVICE"},
                    description = "Null if it is not in the inventory")
            @Nullable
            String type,

            @Schema(description = "Null if it is not in the inventory") @Nullable
            Boolean assigned) {}

    @Operation(summary = "List the numbers, by their digits", operationId = "listNumbers")
    @GetMapping("/numbers")
    Page<InventoryNumberResponse> list(
            @Parameter(description = "Part of the number") @RequestParam(required = false) @Nullable String q,
            @Parameter(description = "USER or SERVICE") @RequestParam(required = false) @Nullable String type,
            PageRequest page,
            Caller caller) {
        Cursor cursor = page.cursor();
        InventoryQuery query = new InventoryQuery(
                mayRead(caller),
                digits(q),
                type == null
                        ? null
                        : use(
                                type,
                                values -> ProblemException.of(ProblemType.INVALID_PARAMETER)
                                        .error(FieldProblem.parameter("type", "UNKNOWN_VALUE", values))),
                cursor == null ? null : cursor.key(0),
                page.rowsToRead());
        return Page.of(inventory.list(query), page, number -> Cursor.of(number.number()))
                .map(InventoryNumberResponse::of);
    }

    @Operation(
            summary = "One number and everything that it was in",
            operationId = "getNumber",
            description = "Found as long as the tenant has had to do with it, also when it has left")
    @GetMapping("/numbers/{number}")
    NumberHistoryResponse get(
            @Parameter(description = "E.164, with or without the plus") @PathVariable String number, Caller caller) {
        NumberHistory history = inventory.history(e164(number), mayRead(caller), businessClock.instant());
        if (history.isEmpty()) {
            throw ProblemException.of(ProblemType.NOT_FOUND);
        }
        return NumberHistoryResponse.of(history, caller.language());
    }

    @Operation(
            summary = "Say what a number is for, or whether it is assigned",
            operationId = "changeNumber",
            description = "assigned by the tenant's admin; type by the desk, which a TNS case asks for")
    @PutMapping(path = "/numbers/{number}", consumes = MediaType.APPLICATION_JSON_VALUE)
    InventoryNumberResponse change(@PathVariable String number, @RequestBody NumberChange change, Caller caller) {
        caller.require(Role.TENANT_ADMIN, Role.DESK_AGENT, Role.SERVICE);
        boolean admin = caller.is(Role.TENANT_ADMIN);
        String type = change.type();
        if (admin && type != null) {
            throw ProblemException.of(ProblemType.VALIDATION).error(FieldProblem.of("/type", "BY_CASE_ONLY"));
        }
        if (!admin && change.assigned() != null) {
            throw ProblemException.of(ProblemType.VALIDATION).error(FieldProblem.of("/assigned", "DESK_ONLY"));
        }
        if (type == null && change.assigned() == null) {
            throw ProblemException.of(ProblemType.VALIDATION)
                    .error(FieldProblem.of(admin ? "/assigned" : "/type", "REQUIRED"));
        }
        NumberUse use = type == null
                ? null
                : use(
                        type,
                        values -> ProblemException.of(ProblemType.VALIDATION)
                                .error(FieldProblem.of("/type", "UNKNOWN_VALUE", values)));
        try {
            return inventory
                    .change(e164(number), admin ? caller.tenantId() : null, use, change.assigned())
                    .map(InventoryNumberResponse::of)
                    .orElseThrow(() -> ProblemException.of(ProblemType.NOT_FOUND));
        } catch (Inventory.AssignedException assigned) {
            throw ProblemException.of(ProblemType.CONFLICT)
                    .detailKey("detail.number-assigned")
                    .causedBy(assigned);
        }
    }

    @Operation(
            summary = "How numbers stand in a tenant's inventory",
            operationId = "numberStates",
            description = "For the desk, whose cases are about numbers")
    @PostMapping(path = "/number-states", consumes = MediaType.APPLICATION_JSON_VALUE)
    StatesResponse states(@RequestBody StatesBody body, Caller caller) {
        caller.require(Role.SERVICE, Role.DESK_AGENT);
        String tenantId = body.tenantId();
        List<@Nullable String> given = body.numbers();
        if (tenantId == null || tenantId.isBlank()) {
            throw ProblemException.of(ProblemType.VALIDATION).error(FieldProblem.of("/tenantId", "REQUIRED"));
        }
        if (given == null || given.size() > MOST_STATES) {
            throw ProblemException.of(ProblemType.VALIDATION)
                    .error(
                            given == null
                                    ? FieldProblem.of("/numbers", "REQUIRED")
                                    : FieldProblem.of("/numbers", "SIZE", 0, MOST_STATES));
        }
        List<String> numbers = given.stream()
                .map(number -> Objects.requireNonNullElse(number, "").strip())
                .toList();
        Map<String, InventoryNumber> known = inventory.find(tenantId, numbers).stream()
                .collect(Collectors.toMap(InventoryNumber::number, Function.identity()));
        return new StatesResponse(
                numbers.stream().map(number -> state(number, known.get(number))).toList());
    }

    private static State state(String number, @Nullable InventoryNumber known) {
        return known == null
                ? new State(number, false, null, null)
                : new State(number, true, known.use().name(), known.assigned());
    }

    /** A tenant's admin sees the own numbers, operators all (null). */
    private static @Nullable String mayRead(Caller caller) {
        if (caller.is(Role.TENANT_ADMIN)) {
            return caller.tenantId();
        }
        if (caller.is(Role.OPERATOR)) {
            return caller.scope().tenantIdOrNull();
        }
        throw ProblemException.of(ProblemType.FORBIDDEN);
    }

    /** Null for no filter. Text that is no part of any number finds nothing. */
    private static @Nullable String digits(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        String digits = SEPARATORS.matcher(text).replaceAll("");
        return DIGITS.matcher(digits).matches() ? digits : IN_NO_NUMBER;
    }

    /** In a URL a plus that was not encoded arrives as a blank. */
    private static String e164(String text) {
        String digits = text.strip();
        String number = digits.startsWith("+") ? digits : "+" + digits;
        if (!DIGITS.matcher(number.substring(1)).matches()) {
            throw ProblemException.of(ProblemType.NOT_FOUND);
        }
        try {
            return new PhoneNumber(number).e164();
        } catch (IllegalArgumentException notANumber) {
            throw ProblemException.of(ProblemType.NOT_FOUND).causedBy(notANumber);
        }
    }

    private static NumberUse use(String text, Function<String, ProblemException> refusal) {
        for (NumberUse use : NumberUse.values()) {
            if (use.name().equals(text.strip().toUpperCase(Locale.ROOT))) {
                return use;
            }
        }
        throw refusal.apply(NumberUse.USER + ", " + NumberUse.SERVICE);
    }
}
