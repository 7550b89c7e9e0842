package io.portline.order.portorder.web;

import io.portline.numbering.Country;
import io.portline.order.portorder.PortOrder;
import io.portline.order.portorder.PortOrderService;
import io.portline.web.problem.FieldProblem;
import io.portline.web.problem.ProblemException;
import io.portline.web.problem.ProblemTexts;
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

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.UUID;

/** The dates that may be asked for. */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "FOC dates", description = "Which dates a losing carrier may be asked for, and why none is earlier")
class FocDateController {

    private final PortOrderService service;
    private final ProblemTexts texts;

    FocDateController(PortOrderService service, ProblemTexts texts) {
        this.service = service;
        this.texts = texts;
    }

    @Operation(
            summary = "The dates that a carrier may be asked for in a new order",
            operationId = "listCarrierFocDates")
    @GetMapping("/carriers/{carrierId}/foc-dates")
    FocDatesResponse ofCarrier(
            @PathVariable String carrierId,
            @Parameter(description = "ISO 3166-1 alpha-2 of the numbers") @RequestParam String country,
            @Parameter(description = "How many") @RequestParam(defaultValue = "1") int numbers,
            @Parameter(description = "IANA time zone of the numbers; the country's own if absent")
                    @RequestParam(required = false)
                    @Nullable
                    String zone,
            @Parameter(description = "Whether the number is alone on its account; only a single one can be")
                    @RequestParam(defaultValue = "false")
                    boolean simple,
            Caller caller) {
        Callers.mayRead(caller);
        Country of = Country.of(country)
                .orElseThrow(() -> ProblemException.of(ProblemType.INVALID_PARAMETER)
                        .error(FieldProblem.parameter("country", "UNKNOWN_COUNTRY")));
        if (numbers < 1 || numbers > PortOrder.MAX_NUMBERS) {
            throw ProblemException.of(ProblemType.INVALID_PARAMETER)
                    .error(FieldProblem.parameter("numbers", "OUT_OF_RANGE", 1, PortOrder.MAX_NUMBERS));
        }
        return service.focDates(carrierId, of.code(), simple && numbers == 1, zone(zone, of))
                .map(dates -> FocDatesResponse.of(dates, texts, caller.language()))
                .orElseThrow(() -> ProblemException.of(ProblemType.NOT_FOUND));
    }

    private static ZoneId zone(@Nullable String zone, Country country) {
        if (zone == null || zone.isBlank()) {
            return country.defaultZone();
        }
        try {
            return ZoneId.of(zone.strip());
        } catch (DateTimeException unknown) {
            throw ProblemException.of(ProblemType.INVALID_PARAMETER)
                    .error(FieldProblem.parameter("zone", "UNKNOWN_VALUE", "IANA"))
                    .causedBy(unknown);
        }
    }

    @Operation(
            summary = "The dates that may be asked for in an order",
            operationId = "listFocDates",
            description =
                    "In Transfer approved and Transfer pending those of a supplement, otherwise those of a request")
    @GetMapping("/port-orders/{id}/foc-dates")
    FocDatesResponse ofOrder(@PathVariable UUID id, Caller caller) {
        return FocDatesResponse.of(service.focDates(id, Callers.mayRead(caller)), texts, caller.language());
    }
}
