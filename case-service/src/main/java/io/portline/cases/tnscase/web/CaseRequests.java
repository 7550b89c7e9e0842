package io.portline.cases.tnscase.web;

import io.portline.cases.tnscase.CaseDraft;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The bodies of requests about cases. Everything may be missing: what must be there is checked with the rest. */
final class CaseRequests {

    private CaseRequests() {}

    /**
     * A new case.
     *
     * @param category {@code NEW_REQUEST} or {@code GENERAL_INQUIRY}
     * @param fields the fields of the type, see {@code GET /api/v1/case-types}
     * @param zone IANA zone of the requested date and time, where the country has several
     * @param documentIds supporting documents, uploaded before
     */
    record OpenCase(
            @Nullable String category,
            @Nullable String type,
            @Nullable String country,
            @Nullable String title,
            @Nullable String description,
            @Nullable List<@Nullable NewContact> contacts,
            @Nullable Map<String, @Nullable Object> fields,
            @Nullable String zone,
            @Nullable List<@Nullable String> documentIds) {

        CaseDraft draft() {
            return new CaseDraft(
                    category,
                    type,
                    country,
                    title,
                    description,
                    drafts(contacts),
                    fields == null ? Map.of() : fields,
                    zone,
                    ids(documentIds));
        }
    }

    /** @param language {@code en}, {@code fr} or {@code ja}; English if missing */
    record NewContact(
            @Nullable String email,
            @Nullable String name,
            @Nullable String language) {}

    /**
     * @param internal a note of the desk that the customer never sees
     * @param documentIds documents of the same side, uploaded before
     */
    record Comment(
            @Nullable String text,
            @Nullable Boolean internal,
            @Nullable List<@Nullable String> documentIds) {}

    /** @param documentIds documents of the desk, uploaded before */
    record Question(@Nullable String text, @Nullable List<@Nullable String> documentIds) {}

    record Note(@Nullable String text) {}

    /** @param agent the subject of an agent, see {@code GET /api/v1/desk-agents}; null: back to the queue */
    record Assignment(@Nullable String agent) {}

    /** @param stars 1 to 5 */
    record Stars(@Nullable Integer stars, @Nullable String words) {}

    /**
     * Port orders to be submitted as a group.
     *
     * @param order as one order is submitted to order-service, without numbers
     * @param numbers E.164; those of the case if missing
     */
    record OrderGroup(
            @Nullable Map<String, @Nullable Object> order,
            @Nullable List<String> numbers) {

        /** Without what is submitted: it holds a secret. */
        @Override
        public String toString() {
            return "OrderGroup[]";
        }
    }

    /** @param code how; by the desk only */
    record Resolution(@Nullable String code, @Nullable String text) {}

    /**
     * @param reason see {@code GET /api/v1/case-types}
     * @param words what there is to say; required for {@code OTHER}
     */
    record Cancellation(@Nullable String reason, @Nullable String words) {}

    /** @param contacts all additional contacts from now on */
    record Contacts(@Nullable List<@Nullable NewContact> contacts) {
        List<CaseDraft.ContactDraft> drafts() {
            return CaseRequests.drafts(contacts);
        }
    }

    /** A null among the ids is no document's id and is refused as one that does not exist. */
    static List<String> ids(@Nullable List<@Nullable String> given) {
        return given == null
                ? List.of()
                : given.stream().map(id -> Objects.requireNonNullElse(id, "")).toList();
    }

    /** A null among the contacts lacks all that a contact needs. */
    private static List<CaseDraft.ContactDraft> drafts(@Nullable List<@Nullable NewContact> contacts) {
        return contacts == null
                ? List.of()
                : contacts.stream()
                        .map(c -> c == null
                                ? new CaseDraft.ContactDraft(null, null, null)
                                : new CaseDraft.ContactDraft(c.email(), c.name(), c.language()))
                        .toList();
    }
}
