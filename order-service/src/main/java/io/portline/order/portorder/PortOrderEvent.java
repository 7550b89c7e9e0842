package io.portline.order.portorder;

import io.portline.numbering.LocalMoment;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What happened to an order; each is one entry of its timeline. */
public sealed interface PortOrderEvent {

    /** Its name. */
    Change change();

    /** Reasons that it brought; empty if it brings none. */
    default List<RejectionReason> reasons() {
        return List.of();
    }

    /** The FOC date that it is about; null if it is about none. */
    default @Nullable LocalMoment date() {
        return null;
    }

    /** What an edit changed; empty for what is no edit. */
    default List<Difference> differences() {
        return List.of();
    }

    /** More for the timeline, and for nothing else; null if there is no more. */
    default @Nullable String note() {
        return null;
    }

    record Submitted() implements PortOrderEvent {
        @Override
        public Change change() {
            return Change.SUBMITTED;
        }
    }

    /** @param differences from the attempt before */
    record Resubmitted(List<Difference> differences) implements PortOrderEvent {
        public Resubmitted {
            differences = List.copyOf(differences);
        }

        @Override
        public Change change() {
            return Change.RESUBMITTED;
        }

        @Override
        public @Nullable String note() {
            return differences.isEmpty()
                    ? null
                    : String.join(
                            " ", differences.stream().map(Difference::pointer).toList());
        }
    }

    record IntakeApproved() implements PortOrderEvent {
        @Override
        public Change change() {
            return Change.INTAKE_APPROVED;
        }
    }

    record IntakeRejected(List<RejectionReason> reasons) implements PortOrderEvent {
        @Override
        public Change change() {
            return Change.INTAKE_REJECTED;
        }
    }

    record CarrierAccepted(LocalMoment date) implements PortOrderEvent {
        @Override
        public Change change() {
            return Change.CARRIER_ACCEPTED;
        }
    }

    record CarrierRejected(List<RejectionReason> reasons) implements PortOrderEvent {
        @Override
        public Change change() {
            return Change.CARRIER_REJECTED;
        }
    }

    record ApprovalWithdrawn(List<RejectionReason> reasons) implements PortOrderEvent {
        @Override
        public Change change() {
            return Change.APPROVAL_WITHDRAWN;
        }
    }

    /** Less than 24 hours are left. */
    record TransferLocked(LocalMoment date) implements PortOrderEvent {
        @Override
        public Change change() {
            return Change.TRANSFER_LOCKED;
        }
    }

    /** The date is 24 hours or more ahead again. */
    record TransferUnlocked(LocalMoment date) implements PortOrderEvent {
        @Override
        public Change change() {
            return Change.TRANSFER_UNLOCKED;
        }
    }

    record FocChangeRequested(LocalMoment date) implements PortOrderEvent {
        @Override
        public Change change() {
            return Change.FOC_CHANGE_REQUESTED;
        }
    }

    record FocChangeAgreed(LocalMoment date) implements PortOrderEvent {
        @Override
        public Change change() {
            return Change.FOC_CHANGE_AGREED;
        }
    }

    /** @param date the one that was refused */
    record FocChangeRefused(LocalMoment date, List<RejectionReason> reasons) implements PortOrderEvent {
        @Override
        public Change change() {
            return Change.FOC_CHANGE_REFUSED;
        }
    }

    record FocMovedByCarrier(LocalMoment date) implements PortOrderEvent {
        @Override
        public Change change() {
            return Change.FOC_MOVED_BY_CARRIER;
        }
    }

    /** @param dueBy business time by which the answer was due */
    record CarrierOverdue(Instant dueBy) implements PortOrderEvent {
        @Override
        public Change change() {
            return Change.CARRIER_OVERDUE;
        }

        @Override
        public String note() {
            return "due " + dueBy;
        }
    }

    record Cancelled() implements PortOrderEvent {
        @Override
        public Change change() {
            return Change.CANCELLED;
        }
    }

    record CancelConfirmed() implements PortOrderEvent {
        @Override
        public Change change() {
            return Change.CANCEL_CONFIRMED;
        }
    }

    /** The carrier will not cancel. */
    record CancelRefused(List<RejectionReason> reasons) implements PortOrderEvent {
        @Override
        public Change change() {
            return Change.CANCEL_REFUSED;
        }
    }

    /** The carrier was asked to cancel and moved these numbers all the same; told like a refusal. */
    record PortedDespiteCancel(List<String> numbers) implements PortOrderEvent {
        @Override
        public Change change() {
            return Change.CANCEL_REFUSED;
        }

        @Override
        public String note() {
            return "ported all the same: " + String.join(" ", numbers);
        }
    }

    record ActivationAsked() implements PortOrderEvent {
        @Override
        public Change change() {
            return Change.ACTIVATION_ASKED;
        }
    }

    /** @param activationTry 2, 3, … */
    record ActivationRetried(int activationTry) implements PortOrderEvent {
        @Override
        public Change change() {
            return Change.ACTIVATION_RETRIED;
        }

        @Override
        public String note() {
            return "try " + activationTry;
        }
    }

    /** A try moved some numbers or none; there will be another. */
    record ActivationIncomplete(int activationTry, int moved, int failed) implements PortOrderEvent {
        @Override
        public Change change() {
            return Change.ACTIVATION_INCOMPLETE;
        }

        @Override
        public String note() {
            return "try " + activationTry + ": " + moved + " moved, " + failed + " not";
        }
    }

    /** The last try failed. */
    record ActivationFailed(List<RejectionReason> reasons) implements PortOrderEvent {
        @Override
        public Change change() {
            return Change.ACTIVATION_FAILED;
        }
    }

    /** @param moved how many numbers; fewer than the order had if the others became an order of their own */
    record Completed(int moved) implements PortOrderEvent {
        @Override
        public Change change() {
            return Change.COMPLETED;
        }

        @Override
        public String note() {
            return moved + " moved";
        }
    }

    record ContactsChanged() implements PortOrderEvent {
        @Override
        public Change change() {
            return Change.CONTACTS_CHANGED;
        }
    }

    /** @param name of the file */
    record DocumentAdded(UUID documentId, String name) implements PortOrderEvent {
        @Override
        public Change change() {
            return Change.DOCUMENT_ADDED;
        }

        @Override
        public String note() {
            return name;
        }
    }

    /** @param text what was said; it stays in the timeline and is in no event */
    record Commented(String text) implements PortOrderEvent {
        @Override
        public Change change() {
            return Change.COMMENTED;
        }

        @Override
        public String note() {
            return text;
        }
    }

    record CaseLinked(UUID caseId) implements PortOrderEvent {
        @Override
        public Change change() {
            return Change.CASE_LINKED;
        }
    }

    record Deleted() implements PortOrderEvent {
        @Override
        public Change change() {
            return Change.DELETED;
        }
    }

    /** Something that the carrier said and that changes nothing: about an earlier attempt, or too late, or twice. */
    record ReplyKept(
            CommandKind kind,
            int attempt,
            List<RejectionReason> reasons,
            @Nullable LocalMoment date) implements PortOrderEvent {
        @Override
        public Change change() {
            return Change.REPLY_KEPT;
        }

        @Override
        public String note() {
            return kind + " for attempt " + attempt;
        }
    }
}
