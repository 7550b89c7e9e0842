package io.portline.cases.tnscase;

/** What became of a document that somebody brought. */
public sealed interface UploadOutcome {

    record Kept(CaseDocument document) implements UploadOutcome {}

    record Empty() implements UploadOutcome {}

    /** @param largest in bytes */
    record TooLarge(long largest) implements UploadOutcome {}

    /** It is of none of the kinds that a case takes. */
    record WrongKind() implements UploadOutcome {}

    /** The scan refused it. */
    record Infected() implements UploadOutcome {}
}
