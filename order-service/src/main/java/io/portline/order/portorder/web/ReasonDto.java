package io.portline.order.portorder.web;

import io.portline.numbering.Language;
import io.portline.order.portorder.RejectionReason;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;

/** One reason of a rejection, in the caller's language. */
@Schema(name = "RejectionReason")
record ReasonDto(
        String code,
        @Schema(description = "FIXABLE, TERMINAL or WAIT") String disposition,
        @Schema(description = "INTAKE or LOSING_CARRIER") String source,

        @Schema(description = "JSON Pointer to the field of the order to change") @Nullable
        String pointer,

        @Schema(description = "The losing carrier's own code") @Nullable
        String carrierCode,

        @Schema(description = "Those concerned; empty if all are")
        List<String> numbers,

        String text) {

    static ReasonDto of(RejectionReason reason, Locale language) {
        return new ReasonDto(
                reason.code(),
                reason.disposition().name(),
                reason.source().name(),
                reason.pointer(),
                reason.carrierCode(),
                reason.numbers(),
                reason.texts()
                        .getOrDefault(
                                Language.of(language).tag(),
                                reason.texts().getOrDefault(Language.EN.tag(), reason.code())));
    }

    static List<ReasonDto> of(List<RejectionReason> reasons, Locale language) {
        return reasons.stream().map(reason -> of(reason, language)).toList();
    }
}
