package io.portline.cases.tnscase;

import java.util.List;
import java.util.Optional;

/** What somebody wants to do with a case. Texts are checked already, see {@link CaseWords}. */
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

    /** Either side holds the matter for settled. */
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

    record Take(Party.Desk by) implements CaseCommand {
        @Override
        public CaseAction action() {
            return CaseAction.TAKE;
        }
    }

    record Ask(Party.Desk by, String text) implements CaseCommand {
        @Override
        public CaseAction action() {
            return CaseAction.ASK;
        }
    }

    record Answer(Party.Desk by, String text) implements CaseCommand {
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
}
