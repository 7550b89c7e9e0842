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

    /**
     * A case in a list.
     *
     * @param firstAnswerDueBy by when the desk owes its first answer; null once given and while its clock stands
     * @param solutionDueBy by when the desk owes a solution; null while its clock stands
     * @param overdue whether the desk is late
     * @param dueAt the instant of the requested date and time
     * @param due whether it has come
     */
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
            @Nullable Instant firstAnswerDueBy,
            @Nullable Instant solutionDueBy,
            boolean overdue,
            @Nullable Instant dueAt,
            boolean due,
            @Nullable Closing closing) {}

    /**
     * A case.
     *
     * @param numbers E.164
     * @param firstAnswerDueBy by when the desk owes its first answer; missing once given and while its clock stands
     * @param solutionDueBy by when the desk owes a solution; missing while its clock stands
     * @param overdue whether the desk is late
     * @param dueAt the instant of the requested date and time
     * @param due whether it has come
     * @param linkedOrders the port orders that the case is about
     * @param rating what the customer thinks of how it went
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
            @Nullable Instant firstAnswerDueBy,
            @Nullable Instant solutionDueBy,
            boolean overdue,
            @Nullable Instant dueAt,
            boolean due,
            List<Order> linkedOrders,
            @Nullable Rating rating,
            @Nullable Closing closing,
            @Nullable Instant reopenableUntil,
            List<String> actions,
            Timeline timeline) {}

    record Order(UUID id, String number) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Rating(int stars, @Nullable String words, Instant at) {}

    record Agents(List<Agent> items) {}

    record Agent(String subject, String name) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Feedback(
            UUID id, String tenantId, String by, @Nullable Integer stars, String words, Instant at) {}

    record Mails(List<Mail> items) {}

    /**
     * What became of a mail at one of its addresses.
     *
     * @param outcome {@code COMMENTED}, {@code REPEATED}, {@code IGNORED} or {@code REFUSED}
     * @param reason why it was ignored or refused
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Mail(
            String outcome, @Nullable UUID caseId, @Nullable String reason) {}

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
     * @param actor {@code CUSTOMER}, {@code DESK} or {@code SYSTEM}
     * @param stars of a rating
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
            @Nullable Integer stars,
            List<Document> documents,
            boolean internal) {}

    /** @param quarantined whether the scan held it back: nobody can fetch it until the desk releases it */
    record Document(UUID id, String name, String mediaType, long sizeBytes, boolean quarantined) {}

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
