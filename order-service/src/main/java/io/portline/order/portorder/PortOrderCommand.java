package io.portline.order.portorder;

import io.portline.numbering.LocalMoment;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What can be asked of an order that exists. All instants are business time. */
public sealed interface PortOrderCommand {

    CommandKind kind();

    /** What people ask. */
    sealed interface FromPerson extends PortOrderCommand {
        By by();
    }

    /** What a timer asks. */
    sealed interface FromSystem extends PortOrderCommand {}

    /** What the losing carrier says, each for the attempt that it answers. */
    sealed interface FromCarrier extends PortOrderCommand {
        int attempt();
    }

    /**
     * Edit, which is to submit again.
     *
     * @param passcode the one to use from now on; null for none
     * @param intakeDueBy by when we look at it
     */
    record Resubmit(
            By by,
            OrderDetails details,
            @Nullable EncryptedPasscode passcode,
            List<Contact> contacts,
            Instant intakeDueBy)
            implements FromPerson {
        public Resubmit {
            contacts = List.copyOf(contacts);
        }

        @Override
        public CommandKind kind() {
            return CommandKind.RESUBMIT;
        }
    }

    /** A supplement: the FOC date, and nothing else. */
    record ChangeFocDate(
            By by, LocalMoment requested, @Nullable Instant answerDueBy) implements FromPerson {
        @Override
        public CommandKind kind() {
            return CommandKind.CHANGE_FOC_DATE;
        }
    }

    /**
     * Cancel.
     *
     * @param answerDueBy by when the carrier must confirm, if it holds a request
     */
    record Cancel(By by, @Nullable Instant answerDueBy) implements FromPerson {
        @Override
        public CommandKind kind() {
            return CommandKind.CANCEL;
        }
    }

    /** Hide the order for good. */
    record Delete(By by) implements FromPerson {
        @Override
        public CommandKind kind() {
            return CommandKind.DELETE;
        }
    }

    /** More people to be told; that is no edit. Addresses that are there already are left alone. */
    record AddContacts(By by, List<Contact> contacts) implements FromPerson {
        public AddContacts {
            contacts = List.copyOf(contacts);
        }

        @Override
        public CommandKind kind() {
            return CommandKind.ADD_CONTACTS;
        }
    }

    /**
     * A document beside the letter; that is no edit.
     *
     * @param name of the file
     */
    record AddDocument(By by, UUID documentId, String name) implements FromPerson {
        @Override
        public CommandKind kind() {
            return CommandKind.ADD_DOCUMENT;
        }
    }

    /** Words for whoever reads the timeline; that is no edit. */
    record AddComment(By by, String text) implements FromPerson {
        @Override
        public CommandKind kind() {
            return CommandKind.ADD_COMMENT;
        }
    }

    /** The order belongs to this TNS case. */
    record LinkCase(By by, UUID caseId) implements FromPerson {
        @Override
        public CommandKind kind() {
            return CommandKind.LINK_CASE;
        }
    }

    /**
     * Our own look at an attempt.
     *
     * @param attempt the one that was looked at
     * @param faults empty if it is approved
     * @param answerDueBy by when the carrier must answer if it is approved
     */
    record CompleteIntake(
            int attempt,
            List<RejectionReason> faults,
            @Nullable Instant answerDueBy) implements FromSystem {
        public CompleteIntake {
            faults = List.copyOf(faults);
        }

        @Override
        public CommandKind kind() {
            return CommandKind.COMPLETE_INTAKE;
        }
    }

    /** The FOC instant is less than 24 hours away. */
    record LockTransfer() implements FromSystem {
        @Override
        public CommandKind kind() {
            return CommandKind.LOCK_TRANSFER;
        }
    }

    /** The FOC instant, or the time for another try, has come. */
    record Activate() implements FromSystem {
        @Override
        public CommandKind kind() {
            return CommandKind.ACTIVATE;
        }
    }

    /** The carrier's answer is due. */
    record EscalateOverdue() implements FromSystem {
        @Override
        public CommandKind kind() {
            return CommandKind.ESCALATE_OVERDUE;
        }
    }

    /** The carrier accepts and commits to a date. */
    record CarrierAccepted(int attempt, LocalMoment foc) implements FromCarrier {
        @Override
        public CommandKind kind() {
            return CommandKind.CARRIER_ACCEPTED;
        }
    }

    /** The carrier rejects, with one or more reasons. */
    record CarrierRejected(int attempt, List<RejectionReason> reasons) implements FromCarrier {
        public CarrierRejected {
            reasons = List.copyOf(reasons);
        }

        @Override
        public CommandKind kind() {
            return CommandKind.CARRIER_REJECTED;
        }
    }

    /** The carrier moves the date by itself. */
    record FocMoved(int attempt, LocalMoment foc) implements FromCarrier {
        @Override
        public CommandKind kind() {
            return CommandKind.FOC_MOVED;
        }
    }

    /** The carrier agrees to another date. */
    record SupplementAgreed(int attempt, LocalMoment foc) implements FromCarrier {
        @Override
        public CommandKind kind() {
            return CommandKind.SUPPLEMENT_AGREED;
        }
    }

    /** The carrier keeps the date. */
    record SupplementRefused(int attempt, List<RejectionReason> reasons) implements FromCarrier {
        public SupplementRefused {
            reasons = List.copyOf(reasons);
        }

        @Override
        public CommandKind kind() {
            return CommandKind.SUPPLEMENT_REFUSED;
        }
    }

    /** The carrier has cancelled. */
    record CancelConfirmed(int attempt) implements FromCarrier {
        @Override
        public CommandKind kind() {
            return CommandKind.CANCEL_CONFIRMED;
        }
    }

    /** The carrier will not cancel. */
    record CancelRefused(int attempt, List<RejectionReason> reasons) implements FromCarrier {
        public CancelRefused {
            reasons = List.copyOf(reasons);
        }

        @Override
        public CommandKind kind() {
            return CommandKind.CANCEL_REFUSED;
        }
    }

    /** The carrier takes its acceptance back. */
    record ApprovalWithdrawn(int attempt, List<RejectionReason> reasons) implements FromCarrier {
        public ApprovalWithdrawn {
            reasons = List.copyOf(reasons);
        }

        @Override
        public CommandKind kind() {
            return CommandKind.APPROVAL_WITHDRAWN;
        }
    }

    /**
     * What became of the numbers.
     *
     * @param activationTry the try that is answered: 1, 2, …; 0 if the carrier acted by itself
     */
    record Activated(int attempt, int activationTry, List<NumberOutcome> outcomes) implements FromCarrier {
        public Activated {
            outcomes = List.copyOf(outcomes);
        }

        @Override
        public CommandKind kind() {
            return CommandKind.ACTIVATED;
        }
    }
}
