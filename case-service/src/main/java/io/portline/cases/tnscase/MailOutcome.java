package io.portline.cases.tnscase;

import java.util.UUID;

/** What became of a mail at one of its addresses. */
public sealed interface MailOutcome {

    /** It is a comment of the case now. */
    record Commented(UUID caseId) implements MailOutcome {}

    /** It was a comment already. */
    record Repeated(UUID caseId) implements MailOutcome {}

    /** A program sent it, or it says nothing: no comment. */
    record Ignored(String reason) implements MailOutcome {}

    /** It may not become a comment. */
    record Refused(Reason reason) implements MailOutcome {}

    /** Why a mail is refused. */
    enum Reason {
        /** No address of ours, or one that was never given out. */
        UNKNOWN_ADDRESS,
        /** Sent from another address than the contact's. */
        NOT_THE_CONTACT,
        /** The case is closed for good. */
        CASE_CLOSED
    }
}
