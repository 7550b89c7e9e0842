package io.portline.order.portorder.web;

import io.portline.numbering.Country;
import io.portline.order.portorder.NumberLookups;
import io.portline.order.portorder.PortabilityCheck;
import io.portline.web.problem.FieldProblem;
import io.portline.web.problem.ProblemException;
import io.portline.web.problem.ProblemType;
import io.portline.web.tenant.Caller;
import io.portline.web.tenant.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Whether numbers could be ported, without an order. */
@RestController
@Tag(name = "Portability", description = "Whether numbers could be ported, by whom they are served, and what is needed")
class PortabilityController {

    private final PortabilityCheck check;

    PortabilityController(PortabilityCheck check) {
        this.check = check;
    }

    /** What is to be checked. */
    @Schema(name = "PortabilityCheckRequest")
    record CheckRequest(
            @Schema(description = "ISO 3166-1 alpha-2", example = "US") @Nullable
            String country,

            @Schema(description = "1 to 1,000, E.164 or national digits") @Nullable
            List<@Nullable String> numbers) {}

    /** What was found, in the order of the question. */
    @Schema(name = "PortabilityChecks")
    record ChecksResponse(List<CheckDto> items) {}

    /** What was found of one number. */
    @Schema(name = "PortabilityCheck")
    record CheckDto(
            @Schema(description = "As it was given") String input,

            @Schema(description = "E.164; absent if it is no number of the country") @Nullable
            String number,

            boolean valid,
            String country,

            @Schema(description = "Such as FIXED_LINE or MOBILE") @Nullable
            String type,

            @Schema(description = "IANA; of the number's area") @Nullable
            String timeZone,

            @Schema(description = "That serves it; absent if none is known")
            PortOrderResponse.@Nullable CarrierDto carrier,

            boolean portable,

            @Schema(description = "Why it is not a number of the country, or not portable; absent if it is") @Nullable
            CodeDto reason,

            boolean accountNumberRequired,
            boolean passcodeRequired) {}

    /** A code with its text. */
    @Schema(name = "CodedText")
    record CodeDto(
            String code,

            @Schema(description = "In the caller's language")
            String text) {}

    @Operation(
            summary = "Check whether numbers could be ported",
            operationId = "checkPortability",
            description = "Without an order and without a promise; nothing is kept")
    @PostMapping(
            path = "/api/v1/portability-checks",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ChecksResponse check(@RequestBody CheckRequest request, Caller caller) {
        caller.require(Role.TENANT_ADMIN, Role.DESK_AGENT);
        ProblemException problem = ProblemException.of(ProblemType.VALIDATION);
        Country country =
                Country.of(Objects.requireNonNullElse(request.country(), "")).orElse(null);
        if (country == null) {
            problem.error(FieldProblem.of("/country", request.country() == null ? "REQUIRED" : "UNKNOWN_COUNTRY"));
        }
        List<String> numbers = request.numbers() == null
                ? List.of()
                : request.numbers().stream()
                        .map(number -> Objects.requireNonNullElse(number, ""))
                        .toList();
        if (numbers.isEmpty() || numbers.size() > NumberLookups.MAX_NUMBERS) {
            problem.error(FieldProblem.of("/numbers", "SIZE", 1, NumberLookups.MAX_NUMBERS));
        }
        if (country == null || !problem.errors().isEmpty()) {
            throw problem;
        }
        return new ChecksResponse(check.check(country, numbers).stream()
                .map(finding -> dto(finding, country, caller.language()))
                .toList());
    }

    private static CheckDto dto(PortabilityCheck.Finding finding, Country country, Locale language) {
        CodeDto reason = finding.fault() != null
                ? new CodeDto(finding.fault().name(), finding.fault().text(language))
                : finding.reason() != null
                        ? new CodeDto(finding.reason().name(), finding.reason().text(language))
                        : null;
        return new CheckDto(
                finding.input(),
                finding.number() == null ? null : finding.number().e164(),
                finding.number() != null,
                country.code(),
                finding.type() == null ? null : finding.type().name(),
                finding.zone() == null ? null : finding.zone().getId(),
                finding.carrier() == null
                        ? null
                        : new PortOrderResponse.CarrierDto(
                                finding.carrier().id(), finding.carrier().name()),
                finding.portable(),
                reason,
                finding.accountNumberRequired(),
                finding.passcodeRequired());
    }
}
