package io.portline.carrier.portout.web;

import io.portline.carrier.losingcarrier.Carrier;
import io.portline.carrier.losingcarrier.Carriers;
import io.portline.carrier.portout.NumberGuard;
import io.portline.carrier.portout.PortOut;
import io.portline.carrier.portout.PortOutRequest;
import io.portline.carrier.portout.PortOuts;
import io.portline.carrier.portout.WinningCarriers;
import io.portline.messaging.id.EventIds;
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
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

@RestController
@RequestMapping("/api/v1")
@Tag(name = "Port-outs", description = "Simulated winning carriers, which ask for our numbers")
public class PortOutsController {

    private static final int MAX_NUMBERS = 999;
    private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d{6,14}");
    private static final int LONGEST_KEY = 255;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final WinningCarriers winning;
    private final PortOuts portOuts;
    private final Carriers carriers;
    private final EventIds ids;
    private final Clock businessClock;

    public PortOutsController(
            WinningCarriers winning, PortOuts portOuts, Carriers carriers, EventIds ids, Clock businessClock) {
        this.winning = winning;
        this.portOuts = portOuts;
        this.carriers = carriers;
        this.ids = ids;
        this.businessClock = businessClock;
    }

    @PostMapping("/winning-carriers/{carrierId}/port-outs")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            operationId = "askForPortOut",
            summary = "Lets a simulated winning carrier ask order-service for numbers of ours",
            description =
                    "Sent again with the same Idempotency-Key it asks nothing twice, and goes on where the first call got no answer. The PIN is"
                            + " handed on to order-service and kept nowhere.")
    public PortOutResponse ask(
            @PathVariable String carrierId,
            @Parameter(description = "Makes the call safe to repeat")
                    @RequestHeader(name = "Idempotency-Key", required = false)
                    @Nullable
                    String key,
            @RequestBody AskRequest body,
            Caller caller) {
        caller.require(Role.OPERATOR);
        Carrier carrier = carriers.find(carrierId).orElseThrow(() -> ProblemException.of(ProblemType.NOT_FOUND));
        PortOutRequest request = request(carrier, body, requestId(caller, key), caller);
        try {
            return switch (winning.ask(request, carrier.name(), body.pin())) {
                case WinningCarriers.Asked.Answered(PortOut portOut) -> PortOutResponse.of(portOut, carrier.name());
                case WinningCarriers.Asked.AnotherRequest() ->
                    throw ProblemException.of(ProblemType.IDEMPOTENCY_CONFLICT);
            };
        } catch (NumberGuard.Refused refused) {
            throw problem(refused);
        }
    }

    @GetMapping("/port-outs")
    @Operation(
            operationId = "listPortOuts",
            summary = "Lists what simulated winning carriers asked for and what came of it, the latest first")
    public Page<PortOutResponse> list(Caller caller, PageRequest page) {
        caller.require(Role.OPERATOR);
        Cursor cursor = page.cursor();
        PortOuts.Before before = cursor == null ? null : new PortOuts.Before(cursor.instant(0), cursor.uuid(1));
        return Page.of(
                        portOuts.list(before, page.rowsToRead()),
                        page,
                        last -> Cursor.of(
                                last.request().askedAt(), last.request().id()))
                .map(this::response);
    }

    @PostMapping("/port-outs/{requestId}/cancel")
    @Operation(operationId = "cancelPortOut", summary = "Lets the winning carrier take its request back")
    public PortOutResponse cancel(@PathVariable UUID requestId, Caller caller) {
        caller.require(Role.OPERATOR);
        try {
            return response(winning.cancel(requestId).orElseThrow(() -> ProblemException.of(ProblemType.NOT_FOUND)));
        } catch (NumberGuard.Refused refused) {
            throw problem(refused);
        }
    }

    private PortOutResponse response(PortOut portOut) {
        return PortOutResponse.of(
                portOut,
                carriers.find(portOut.request().carrierId()).map(Carrier::name).orElse(null));
    }

    /** The same key of the same caller is the same request. */
    private UUID requestId(Caller caller, @Nullable String key) {
        if (key == null) {
            return ids.next();
        }
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw ProblemException.of(ProblemType.IDEMPOTENCY_KEY)
                    .error(FieldProblem.header("Idempotency-Key", "FORMAT"));
        }
        return UUID.nameUUIDFromBytes((caller.subject() + "\n" + key.strip()).getBytes(StandardCharsets.UTF_8));
    }

    private PortOutRequest request(Carrier carrier, AskRequest body, UUID id, Caller caller) {
        List<FieldProblem> faults = new ArrayList<>();
        List<String> numbers = numbers(body, faults);
        LocalDateTime requested = null;
        ZoneId zone = null;
        if (body.requestedPortDate() == null) {
            faults.add(FieldProblem.of("/requestedPortDate", "REQUIRED"));
        } else {
            try {
                requested = LocalDateTime.parse(body.requestedPortDate());
            } catch (DateTimeException _) {
                faults.add(new FieldProblem(
                        "/requestedPortDate", "FORMAT", "A local date and time, such as 2026-12-01T10:00."));
            }
        }
        if (body.zone() != null) {
            try {
                zone = ZoneId.of(body.zone());
            } catch (DateTimeException _) {
                faults.add(new FieldProblem("/zone", "FORMAT", "An IANA time zone, such as America/New_York."));
            }
        }
        if (requested == null || !faults.isEmpty()) {
            throw ProblemException.of(ProblemType.VALIDATION).errors(faults);
        }
        // What PostgreSQL keeps, so that a page can go on from it.
        return new PortOutRequest(
                id,
                carrier.id(),
                numbers,
                requested,
                zone,
                businessClock.instant().truncatedTo(ChronoUnit.MICROS),
                caller.subject());
    }

    private static List<String> numbers(AskRequest body, List<FieldProblem> faults) {
        List<@Nullable String> given = body.numbers();
        if (given == null || given.isEmpty()) {
            faults.add(FieldProblem.of("/numbers", "REQUIRED"));
            return List.of();
        }
        if (given.size() > MAX_NUMBERS) {
            faults.add(new FieldProblem("/numbers", "TOO_MANY", "At most " + MAX_NUMBERS + " numbers in one request."));
            return List.of();
        }
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            String number = given.get(i);
            if (number == null || !E164.matcher(number).matches()) {
                faults.add(new FieldProblem("/numbers/" + i, "NOT_A_NUMBER", "Not a number in E.164."));
            } else {
                numbers.add(number);
            }
        }
        return numbers;
    }

    /** What order-service found wrong, as it said it. */
    private static ProblemException problem(NumberGuard.Refused refused) {
        ProblemType type = switch (refused.status()) {
            case 404 -> ProblemType.NOT_FOUND;
            case 409 -> ProblemType.CONFLICT;
            default -> ProblemType.VALIDATION;
        };
        ProblemException problem = ProblemException.of(type);
        try {
            JsonNode said = JSON.readTree(refused.problem());
            if (said.path("detail").isString()) {
                problem.detail(said.path("detail").asString());
            }
            for (JsonNode error : said.path("errors")) {
                String pointer = error.path("pointer").asString("");
                problem.error(new FieldProblem(
                        pointer.startsWith("/") ? pointer : "",
                        error.path("code").asString("INVALID"),
                        error.path("detail").asString("")));
            }
        } catch (JacksonException _) {
            problem.detail("order-service refused with " + refused.status() + ".");
        }
        return problem;
    }

    @Schema(name = "PortOutAsk")
    public record AskRequest(
            @Schema(description = "E.164, 1 to 999", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            List<@Nullable String> numbers,

            @Schema(
                    description = "The port-out PIN that the numbers' holder gave the carrier",
                    accessMode = Schema.AccessMode.WRITE_ONLY)
            @Nullable
            String pin,

            @Schema(
                    description = "Local date and time",
                    example = "2026-12-01T10:00",
                    requiredMode = Schema.RequiredMode.REQUIRED)
            @Nullable
            String requestedPortDate,

            @Schema(description = "IANA time zone; if left out, that of the numbers") @Nullable
            String zone) {

        /** Without the PIN. */
        @Override
        public String toString() {
            return "AskRequest[" + (numbers == null ? 0 : numbers.size()) + " numbers]";
        }
    }
}
