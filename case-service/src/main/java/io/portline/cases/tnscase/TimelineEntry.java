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
 * @param side who did it
 * @param stars of a rating
 * @param internal whether only the desk sees it
 */
public record TimelineEntry(
        long sequence,
        Activity activity,
        Optional<CaseStatus> from,
        CaseStatus to,
        Instant at,
        Side side,
        String actor,
        String actorName,
        Optional<String> text,
        Optional<String> closingCode,
        Optional<Integer> stars,
        List<CaseDocument> documents,
        boolean internal) {

    /** Whose doing an entry is. */
    public enum Side {
        CUSTOMER,
        DESK,
        SYSTEM;

        public static Side of(Party party) {
            return switch (party) {
                case Party.Customer _ -> CUSTOMER;
                case Party.Desk _ -> DESK;
                case Party.Automatic _ -> SYSTEM;
            };
        }
    }

    /** The kinds of entries. */
    public enum Activity {
        OPENED,
        COMMENTED,
        REOPENED,
        CUSTOMER_ASKED,
        ASSIGNED,
        UNASSIGNED,
        RESOLVED,
        CANCELLED,
        CONTACTS_CHANGED,
        ORDER_LINKED,
        DOCUMENT_RELEASED,
        DUE,
        OVERDUE,
        RATED,
        NOTED;

        public static Activity of(CaseEvent event) {
            return switch (event) {
                case CaseEvent.Opened _ -> OPENED;
                case CaseEvent.Commented _ -> COMMENTED;
                case CaseEvent.Reopened _ -> REOPENED;
                case CaseEvent.Asked _ -> CUSTOMER_ASKED;
                case CaseEvent.Assigned assigned -> assigned.to().isPresent() ? ASSIGNED : UNASSIGNED;
                case CaseEvent.OrdersLinked _ -> ORDER_LINKED;
                case CaseEvent.DocumentReleased _ -> DOCUMENT_RELEASED;
                case CaseEvent.BecameDue _ -> DUE;
                case CaseEvent.BecameOverdue _ -> OVERDUE;
                case CaseEvent.Rated _ -> RATED;
                case CaseEvent.Resolved _ -> RESOLVED;
                case CaseEvent.Cancelled _ -> CANCELLED;
                case CaseEvent.ContactsChanged _ -> CONTACTS_CHANGED;
                case CaseEvent.Noted _ -> NOTED;
            };
        }
    }
}
