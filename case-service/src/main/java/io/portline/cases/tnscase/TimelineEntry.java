package io.portline.cases.tnscase;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One entry of a case's timeline.
 *
 * @param sequence 1, 2, … per case; customers see gaps where the desk keeps notes
 * @param activity what happened, see {@link Activity}
 * @param from the status before; empty for the first entry
 * @param desk whether the desk did it
 * @param internal whether only the desk sees it
 */
public record TimelineEntry(
        long sequence,
        Activity activity,
        Optional<CaseStatus> from,
        CaseStatus to,
        Instant at,
        boolean desk,
        String actor,
        String actorName,
        Optional<String> text,
        Optional<String> closingCode,
        List<CaseDocument> documents,
        boolean internal) {

    /** The kinds of entries. */
    public enum Activity {
        OPENED,
        COMMENTED,
        REOPENED,
        CUSTOMER_ASKED,
        ASSIGNED,
        RESOLVED,
        CANCELLED,
        CONTACTS_CHANGED,
        NOTED;

        public static Activity of(CaseEvent event) {
            return switch (event) {
                case CaseEvent.Opened _ -> OPENED;
                case CaseEvent.Commented _ -> COMMENTED;
                case CaseEvent.Reopened _ -> REOPENED;
                case CaseEvent.Asked _ -> CUSTOMER_ASKED;
                case CaseEvent.Taken _ -> ASSIGNED;
                case CaseEvent.Resolved _ -> RESOLVED;
                case CaseEvent.Cancelled _ -> CANCELLED;
                case CaseEvent.ContactsChanged _ -> CONTACTS_CHANGED;
                case CaseEvent.Noted _ -> NOTED;
            };
        }
    }
}
