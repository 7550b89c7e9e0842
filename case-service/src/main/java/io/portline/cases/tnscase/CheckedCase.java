package io.portline.cases.tnscase;

import io.portline.numbering.Country;
import io.portline.numbering.Language;
import io.portline.numbering.LocalMoment;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A new case without fault. The components are those of {@link TnsCase}. */
public record CheckedCase(
        CaseCategory category,
        Optional<CaseType> type,
        Country country,
        String title,
        String description,
        Map<String, Object> fields,
        List<String> numbers,
        Optional<LocalMoment> requested,
        List<NamedContact> contacts,
        List<CaseDocument> documents) {

    /** Somebody to be told, before the case gives them an id. */
    public record NamedContact(String name, String email, Language language) {}
}
