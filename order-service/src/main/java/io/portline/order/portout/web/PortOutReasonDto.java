package io.portline.order.portout.web;

import io.portline.order.portout.PortOutReason;
import io.swagger.v3.oas.annotations.media.Schema;

import java.util.List;
import java.util.Locale;

/** One reason of a rejection, in the caller's language. */
@Schema(name = "PortOutReason")
record PortOutReasonDto(
        @Schema(
                description = "Canonical where the list of rejections has one",
                allowableValues = {
                    "PIN_MISSING_OR_INVALID",
                    "PIN_NOT_SET",
                    "CARRIER_LOCKED",
                    "NUMBER_NOT_FOUND",
                    "PENDING_ORDER",
                    "SPLIT_REQUIRED"
                })
        String code,

        String text,

        @Schema(description = "Those concerned; empty if all are")
        List<String> numbers) {

    static PortOutReasonDto of(PortOutReason reason, Locale language) {
        return new PortOutReasonDto(reason.code().name(), reason.code().text(language), reason.numbers());
    }

    static List<PortOutReasonDto> of(List<PortOutReason> reasons, Locale language) {
        return reasons.stream().map(reason -> of(reason, language)).toList();
    }
}
