package io.portline.order.portorder;

import io.portline.numbering.Disposition;
import io.portline.numbering.RejectionCode;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * One reason of a rejection.
 *
 * @param code canonical, such as {@code ACCOUNT_NUMBER_MISMATCH}; a carrier may know codes that we do not
 * @param pointer JSON Pointer (RFC 6901) to the field of the order to change; null if no single field is at fault
 * @param carrierCode the losing carrier's own code, as it gave it
 * @param numbers those concerned, E.164; empty if all are
 * @param texts the reason in words, by language tag: en, fr, ja
 */
public record RejectionReason(
        String code,
        Disposition disposition,
        Source source,
        @Nullable String pointer,
        @Nullable String carrierCode,
        List<String> numbers,
        Map<String, String> texts) {

    public RejectionReason {
        numbers = List.copyOf(numbers);
        texts = Map.copyOf(texts);
    }

    /** A canonical reason about the whole order or about some numbers, in our own words. */
    public static RejectionReason of(RejectionCode code, Source source, List<String> numbers) {
        return new RejectionReason(
                code.name(), code.disposition(), source, code.pointer().orElse(null), null, numbers, code.texts());
    }

    /** Who found it. */
    public enum Source {
        INTAKE,
        LOSING_CARRIER
    }
}
