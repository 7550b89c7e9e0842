package io.portline.dashboard.orderhistory;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One reason of a rejection.
 *
 * @param disposition FIXABLE, TERMINAL, WAIT or UNKNOWN
 * @param source INTAKE, LOSING_CARRIER or UNKNOWN
 * @param pointer JSON Pointer to the field to change; null if no single one is at fault
 * @param numbers those concerned, E.164; empty if all are
 * @param texts in words, by language tag
 */
public record RejectionReason(
        String code,
        String disposition,
        String source,
        @Nullable String pointer,
        @Nullable String carrierCode,
        List<String> numbers,
        Map<String, String> texts) {

    public RejectionReason {
        numbers = List.copyOf(numbers);
        texts = Map.copyOf(texts);
    }

    /** The reason in the reader's language, else in English, else its code. */
    public String text(Locale locale) {
        String text = texts.get(locale.getLanguage());
        return text != null ? text : texts.getOrDefault("en", code);
    }
}
