package io.portline.cases.tnscase;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * A new case as submitted, unchecked: anything may be missing or nonsense.
 *
 * @param zone IANA zone of the requested date and time, asked for where the country has several
 */
public record CaseDraft(
        @Nullable String category,
        @Nullable String type,
        @Nullable String country,
        @Nullable String title,
        @Nullable String description,
        List<ContactDraft> contacts,
        Map<String, @Nullable Object> fields,
        @Nullable String zone,
        List<String> documentIds) {

    /** An additional contact as submitted. */
    public record ContactDraft(
            @Nullable String email,
            @Nullable String name,
            @Nullable String language) {}
}
