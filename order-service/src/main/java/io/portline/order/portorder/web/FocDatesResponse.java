package io.portline.order.portorder.web;

import io.portline.order.portorder.FocDates;
import io.portline.web.problem.ProblemTexts;
import io.swagger.v3.oas.annotations.media.Schema;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/** The dates that may be asked for. */
@Schema(name = "FocDates")
record FocDatesResponse(
        @Schema(description = "IANA time zone of all local dates and times", example = "America/New_York")
        String zone,

        MomentDto earliest,
        RuleDto rule,

        @Schema(description = "The days of the next 60, soonest first")
        List<DayDto> items) {

    /** Why no date is earlier. */
    @Schema(name = "FocRule")
    record RuleDto(
            @Schema(
                    allowableValues = {"CFR_52_35_SIMPLE", "CFR_52_35_NON_SIMPLE", "CARRIER_INTERVAL", "COMMITTED_DATE"
                    })
            String code,

            @Schema(description = "In the caller's language")
            String text) {

        static RuleDto of(FocDates.Rule rule, ProblemTexts texts, Locale language) {
            String code = rule.why().name();
            return new RuleDto(code, texts.get("rule." + code, language, code, rule.businessDays()));
        }
    }

    /** A day on which numbers move, with the hours. */
    @Schema(name = "FocDay")
    record DayDto(
            LocalDate date,

            @Schema(type = "string", description = "Inclusive", example = "08:00")
            String from,

            @Schema(type = "string", description = "Inclusive", example = "16:00")
            String to) {}

    static FocDatesResponse of(FocDates dates, ProblemTexts texts, Locale language) {
        return new FocDatesResponse(
                dates.zone().getId(),
                MomentDto.of(dates.earliest()),
                RuleDto.of(dates.rule(), texts, language),
                dates.days().stream()
                        .map(day -> new DayDto(
                                day.date(), day.from().toString(), day.to().toString()))
                        .toList());
    }
}
