package io.portline.cases.tnscase;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongPredicate;

/** All cases. A case of another tenant does not exist for a customer. */
public interface Cases {

    /**
     * Adds a case, the first entry of its timeline, its events and its timer, all or nothing.
     *
     * @param opening makes the case of the number it gets
     */
    TnsCase add(Function<CaseNumber, Decision.Accepted> opening);

    Optional<TnsCase> find(Party viewer, UUID id);

    /** A case of any tenant by its number: for whoever has shown by other means that they may know it. */
    Optional<TnsCase> find(CaseNumber number);

    /**
     * Changes a case: state, timeline, events and timer, all or nothing. Two changes at once are made one after the other.
     *
     * @param expected which revisions the change may be made to
     * @param deciding what to do; may be asked again if somebody else was faster
     */
    CaseOutcome change(Party by, UUID id, LongPredicate expected, Function<TnsCase, Decision> deciding);

    /** What happened, oldest first, as far as the viewer may know; empty if the case does not exist for the viewer. */
    List<TimelineEntry> timeline(Party viewer, UUID id);

    List<TnsCase> list(Party viewer, CaseQuery query);

    /** How many cases are open, and with how many of them the desk is late, by status. */
    Map<CaseStatus, OpenCases> open();

    /** @param overdue how many of them */
    record OpenCases(long count, long overdue) {}

    /** Whether a document belongs to a case that the viewer may see, in an entry that the viewer may see. */
    Optional<CaseDocument> document(Party viewer, UUID caseId, UUID documentId);
}
