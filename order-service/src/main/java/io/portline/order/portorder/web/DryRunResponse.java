package io.portline.order.portorder.web;

import io.portline.order.portorder.PortOrder;
import io.portline.order.portorder.PortOrderService;
import io.portline.order.portorder.PortOrderStatus;
import io.portline.web.problem.ProblemTexts;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** What would come of a submission; nothing has. */
@Schema(name = "DryRun")
record DryRunResponse(WouldBeDto wouldBe) {

    /** The order that would be, and what would become of it. */
    @Schema(name = "WouldBe")
    record WouldBeDto(
            String status,
            String statusLabel,
            PortOrderResponse.CarrierDto losingCarrier,
            String portType,
            int numberCount,
            List<String> numbers,
            MomentDto requested,

            @Schema(description = "The earliest date that the carrier may be asked for")
            MomentDto earliestFoc,

            FocDatesResponse.RuleDto rule,

            @Schema(description = "The next date that can be had, if the one asked for cannot") @Nullable
            OfferDto offer,

            @Schema(description = "By when we would look at it")
            Instant intakeDueBy,

            @Schema(description = "CONTACTING_CARRIER, or ERROR for the intakeReasons")
            String statusAfterIntake,

            List<ReasonDto> intakeReasons,

            @Schema(description = "By when the carrier would have to answer")
            Instant answerDueBy) {}

    static DryRunResponse of(PortOrderService.DryRun run, ProblemTexts texts, Locale language) {
        PortOrder order = run.order();
        return new DryRunResponse(new WouldBeDto(
                order.status().name(),
                order.status().label(language),
                new PortOrderResponse.CarrierDto(
                        order.details().carrier().id(),
                        order.details().carrier().name()),
                order.details().portType().name(),
                order.details().numbers().size(),
                order.details().numbers(),
                MomentDto.of(order.details().requested()),
                MomentDto.of(run.dates().earliest()),
                FocDatesResponse.RuleDto.of(run.dates().rule(), texts, language),
                run.offer().map(offer -> OfferDto.of(offer, texts, language)).orElse(null),
                run.intakeDueBy(),
                (run.intakeFaults().isEmpty() ? PortOrderStatus.CONTACTING_CARRIER : PortOrderStatus.ERROR).name(),
                ReasonDto.of(run.intakeFaults(), language),
                run.answerDueBy()));
    }
}
