package io.portline.cases.tnscase;

import java.util.List;
import java.util.Optional;

/** What somebody wants to do with a case, or what has come about. Texts are checked already, see {@link CaseWords}. */
public sealed interface CaseCommand {

    Party by();

    /** Which action of the table this is. */
    CaseAction action();

    /** The customer's side says something. */
    record Comment(Party.Customer by, String text, List<CaseDocument> documents) implements CaseCommand {
        @Override
        public CaseAction action() {
            return CaseAction.COMMENT;
        }
    }

    /** Either side holds the matter for settled, or what was asked for turned out impossible. */
    record Resolve(Party by, ResolutionCode resolution, Optional<String> words) implements CaseCommand {
        @Override
        public CaseAction action() {
            return CaseAction.RESOLVE;
        }
    }

    record Cancel(Party.Customer by, CancelReason reason, Optional<String> words) implements CaseCommand {
        @Override
        public CaseAction action() {
            return CaseAction.CANCEL;
        }
    }

    /** @param additional all additional contacts from now on; who opened the case stays one */
    record ChangeContacts(Party.Customer by, List<CaseContact> additional) implements CaseCommand {
        @Override
        public CaseAction action() {
            return CaseAction.CHANGE_CONTACTS;
        }
    }

    /** A new rating takes the place of an earlier one. */
    record Rate(Party.Customer by, int stars, Optional<String> words) implements CaseCommand {
        @Override
        public CaseAction action() {
            return CaseAction.RATE;
        }
    }

    record Take(Party.Desk by) implements CaseCommand {
        @Override
        public CaseAction action() {
            return CaseAction.TAKE;
        }
    }

    /** @param to who has it from now on; empty: nobody, it goes back to the queue */
    record Assign(Party.Desk by, Optional<Party.Desk> to) implements CaseCommand {
        @Override
        public CaseAction action() {
            return CaseAction.ASSIGN;
        }
    }

    record Ask(Party.Desk by, String text, List<CaseDocument> documents) implements CaseCommand {
        @Override
        public CaseAction action() {
            return CaseAction.ASK;
        }
    }

    record Answer(Party.Desk by, String text, List<CaseDocument> documents) implements CaseCommand {
        @Override
        public CaseAction action() {
            return CaseAction.ANSWER;
        }
    }

    record Note(Party.Desk by, String text) implements CaseCommand {
        @Override
        public CaseAction action() {
            return CaseAction.NOTE;
        }
    }

    /** Something that is so whether anybody permits it or not: it changes nothing or is taken note of. */
    sealed interface Fact extends CaseCommand {
        @Override
        default CaseAction action() {
            return CaseAction.VIEW;
        }
    }

    /** The desk has looked at a document that the scan held back; in any status, so whoever may see the case may. */
    record Release(Party.Desk by, CaseDocument document) implements Fact {}

    /** Orders were submitted from the case, or a case was opened for them. */
    record LinkOrders(Party by, List<LinkedOrder> orders) implements Fact {}

    /** The requested date and time may have come. */
    record BecomeDue(Party.Automatic by) implements Fact {}

    /** The desk may be late. */
    record BecomeOverdue(Party.Automatic by) implements Fact {}

    /** @param text what the desk should know of the numbers of an inventory change that is due: none is assigned */
    record FindNumbersFree(Party.Automatic by, String text) implements Fact {}
}
