package io.portline.cases.tnscase.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The bodies of answers about cases. Codes are stable; labels are in the language of the answer. */
final class CaseResponses {

    private CaseResponses() {}

    /** A case in a list. */
    record CaseSummary(
            UUID id,
            String number,
            String tenantId,
            Label category,
            @Nullable Label type,
            String country,
            String title,
            String status,
            String statusLabel,
            String openedBy,
            @Nullable String assignee,
            @Nullable Requested requested,
            Instant openedAt,
            Instant updatedAt,
            @Nullable Closing closing) {}

    /**
     * A case.
     *
     * @param numbers E.164
     * @param reopenableUntil until when a comment reopens it; only if resolved
     * @param actions what the caller may do now
     * @param timeline what happened, oldest first
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Case(
            UUID id,
            String number,
            String tenantId,
            Label category,
            @Nullable Label type,
            String country,
            String title,
            String description,
            Map<String, Object> fields,
            List<String> numbers,
            @Nullable Requested requested,
            List<Contact> contacts,
            String status,
            String statusLabel,
            String openedBy,
            @Nullable String assignee,
            Instant openedAt,
            Instant updatedAt,
            @Nullable Closing closing,
            @Nullable Instant reopenableUntil,
            List<String> actions,
            Timeline timeline) {}

    record Label(String code, String label) {}

    /** @param local by the clocks of the zone */
    record Requested(LocalDateTime local, String zone, Instant instant) {}

    record Contact(UUID id, boolean opener, String name, String email, String language) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Closing(
            Instant at, String code, String label, @Nullable String words) {}

    record Timeline(List<Entry> items) {}

    /**
     * @param change what happened
     * @param actor {@code CUSTOMER} or {@code DESK}
     * @param internal whether only the desk sees it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entry(
            long sequence,
            String change,
            String changeLabel,
            @Nullable String from,
            String to,
            Instant at,
            String actor,
            String actorName,
            @Nullable String text,
            @Nullable Label reason,
            List<Document> documents,
            boolean internal) {}

    record Document(UUID id, String name, String mediaType, long sizeBytes) {}

    /** The form of a new case, for screens and other systems to build. */
    record CaseTypes(
            List<Label> categories,
            List<CaseType> types,
            List<Country> countries,
            List<Label> cancelReasons,
            List<Label> resolutionCodes) {}

    record CaseType(String code, String label, List<String> countries, List<Field> fields) {}

    /**
     * @param kind how it is filled in
     * @param required whether a new request must have it
     * @param maximum of a text its characters, of a quantity its amount
     * @param countries where it is asked for; elsewhere it is refused
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Field(
            String name,
            String label,
            String kind,
            boolean required,
            @Nullable Integer maximum,
            @Nullable List<Label> choices,
            List<String> countries) {}

    /** @param zones where there are several, one must be chosen for a requested date and time */
    record Country(String code, String label, List<String> zones) {}
}
