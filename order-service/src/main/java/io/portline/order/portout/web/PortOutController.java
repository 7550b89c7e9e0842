package io.portline.order.portout.web;

import io.portline.order.portout.PortOut;
import io.portline.order.portout.PortOutQuery;
import io.portline.order.portout.PortOutService;
import io.portline.order.portout.PortOutStatus;
import io.portline.web.page.Cursor;
import io.portline.web.page.Page;
import io.portline.web.page.PageRequest;
import io.portline.web.problem.FieldProblem;
import io.portline.web.problem.ProblemException;
import io.portline.web.problem.ProblemType;
import io.portline.web.tenant.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** The tenant's numbers that others ask for. */
@RestController
@RequestMapping(path = "/api/v1/port-outs", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Port-outs", description = "Numbers of ours that winning carriers ask for")
class PortOutController {

    private final PortOutService service;

    PortOutController(PortOutService service) {
        this.service = service;
    }

    @Operation(summary = "List port-outs, the newest first", operationId = "listPortOuts")
    @GetMapping
    Page<PortOutResponse> list(
            @Parameter(description = "One or more statuses") @RequestParam(required = false) @Nullable
                    List<String> status,
            PageRequest page,
            Caller caller) {
        Cursor cursor = page.cursor();
        PortOutQuery query = new PortOutQuery(
                PortOutCallers.mayRead(caller),
                statuses(status),
                cursor == null ? null : new PortOutQuery.Position(cursor.instant(0), cursor.uuid(1)),
                page.rowsToRead());
        return Page.of(service.list(query), page, PortOutController::cursorOf)
                .map(portOut -> PortOutResponse.of(portOut, null, caller.language()));
    }

    private static Cursor cursorOf(PortOut portOut) {
        return Cursor.of(portOut.createdAt(), portOut.id());
    }

    private static Set<PortOutStatus> statuses(@Nullable List<String> names) {
        Set<PortOutStatus> statuses = EnumSet.noneOf(PortOutStatus.class);
        if (names != null) {
            for (String name : names) {
                try {
                    statuses.add(PortOutStatus.valueOf(name.strip().toUpperCase(Locale.ROOT)));
                } catch (IllegalArgumentException unknown) {
                    throw ProblemException.of(ProblemType.INVALID_PARAMETER)
                            .error(FieldProblem.parameter(
                                    "status",
                                    "UNKNOWN_VALUE",
                                    String.join(
                                            ", ",
                                            Arrays.stream(PortOutStatus.values())
                                                    .map(Enum::name)
                                                    .toList())))
                            .causedBy(unknown);
                }
            }
        }
        return statuses;
    }

    @Operation(summary = "One port-out with its timeline", operationId = "getPortOut")
    @GetMapping("/{id}")
    PortOutResponse get(@PathVariable UUID id, Caller caller) {
        PortOut portOut = service.get(id, PortOutCallers.mayRead(caller));
        return PortOutResponse.of(portOut, service.timeline(id), caller.language());
    }
}
