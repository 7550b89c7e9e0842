package io.portline.carrier.losingcarrier.web;

import io.portline.carrier.losingcarrier.Carrier;
import io.portline.carrier.losingcarrier.NumberPlan;
import io.portline.numbering.PhoneNumber;
import io.portline.numbering.RejectionCode;
import io.portline.web.problem.FieldProblem;
import io.portline.web.problem.ProblemException;
import io.portline.web.problem.ProblemType;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

@RestController
@RequestMapping("/api/v1/number-lookups")
@Tag(name = "Carriers")
public class NumberLookupsController {

    private static final int MAX_NUMBERS = 1_000;
    private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d{6,14}");

    private final NumberPlan plan;

    public NumberLookupsController(NumberPlan plan) {
        this.plan = plan;
    }

    @PostMapping
    @Operation(
            operationId = "lookUpNumbers",
            summary = "Says by which carrier each number is served, and whether it can leave",
            description =
                    "For every signed-in caller; up to 1,000 numbers, answered in their order. Decided by the carriers' number ranges alone:"
                            + " a number that was ported to us still shows the carrier of its range.")
    public NumberLookupsResponse lookUp(@RequestBody NumberLookupsRequest request) {
        List<@Nullable String> numbers = request.numbers();
        if (numbers == null || numbers.isEmpty()) {
            throw ProblemException.of(ProblemType.VALIDATION).error(FieldProblem.of("/numbers", "REQUIRED"));
        }
        if (numbers.size() > MAX_NUMBERS) {
            throw ProblemException.of(ProblemType.VALIDATION)
                    .error(new FieldProblem(
                            "/numbers", "TOO_MANY", "At most " + MAX_NUMBERS + " numbers in one call."));
        }
        List<PhoneNumber> wellFormed = new ArrayList<>();
        List<FieldProblem> faults = new ArrayList<>();
        for (int i = 0; i < numbers.size(); i++) {
            String number = numbers.get(i);
            if (number == null || !E164.matcher(number).matches()) {
                faults.add(new FieldProblem("/numbers/" + i, "NOT_A_NUMBER", "Not a number in E.164."));
            } else {
                wellFormed.add(new PhoneNumber(number));
            }
        }
        if (!faults.isEmpty()) {
            throw ProblemException.of(ProblemType.VALIDATION).errors(faults);
        }
        return new NumberLookupsResponse(wellFormed.stream()
                .map(plan::find)
                .map(NumberLookupResponse::of)
                .toList());
    }

    @Schema(name = "NumberLookups")
    public record NumberLookupsRequest(
            @Schema(description = "E.164, 1 to 1,000", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            List<@Nullable String> numbers) {}

    @Schema(name = "NumberLookupResults")
    public record NumberLookupsResponse(List<NumberLookupResponse> items) {}

    @Schema(name = "NumberLookup", description = "What is known about one number")
    public record NumberLookupResponse(
            @Schema(description = "E.164") String number,

            @Schema(description = "Who serves it; null if no carrier does") @Nullable
            String carrierId,

            @Nullable String carrierName,

            @Schema(description = "Whether it can leave that carrier")
            boolean portable,

            @Schema(
                    description =
                            "Why it cannot be ported: NUMBER_NOT_FOUND if no carrier serves it, NUMBER_NOT_PORTABLE if its"
                                    + " carrier cannot let it go; null if it can")
            @Nullable
            String reasonCode) {

        private static NumberLookupResponse of(NumberPlan.Entry entry) {
            Carrier carrier = entry.carrier();
            RejectionCode obstacle = entry.obstacle();
            return new NumberLookupResponse(
                    entry.number().e164(),
                    carrier == null ? null : carrier.id(),
                    carrier == null ? null : carrier.name(),
                    entry.portable(),
                    obstacle == null ? null : obstacle.name());
        }
    }
}
