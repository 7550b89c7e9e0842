package io.portline.order.portorder.web;

import io.portline.order.portorder.FocDates;
import io.portline.web.problem.ProblemTexts;
import io.swagger.v3.oas.annotations.media.Schema;

import java.util.Locale;

/** A date that can be had instead of the one asked for. */
@Schema(name = "DateOffer")
record OfferDto(
        @Schema(
                description = "Why the date asked for cannot be had",
                allowableValues = {"TOO_SOON", "WEEKEND", "HOLIDAY", "OUTSIDE_RELEASE_HOURS"})
        String code,

        @Schema(description = "The same in the caller's language")
        String text,

        @Schema(description = "The next date that can be had")
        MomentDto next) {

    static OfferDto of(FocDates.Offer offer, ProblemTexts texts, Locale language) {
        String code = offer.obstacle().name();
        return new OfferDto(code, texts.get("offer." + code, language, code), MomentDto.of(offer.next()));
    }
}
