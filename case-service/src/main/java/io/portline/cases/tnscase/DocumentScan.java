package io.portline.cases.tnscase;

import java.io.IOException;

/**
 * Looks at every document before it is kept, whether it was uploaded or came by mail: a bean of this type, such as one
 * that asks a virus scanner, takes the place of the one that finds everything clean.
 */
@FunctionalInterface
public interface DocumentScan {

    /** What is to be done with a document. */
    enum Verdict {
        /** It is kept. */
        CLEAN,
        /** It is kept, but nobody can fetch or use it until the desk releases it. */
        QUARANTINE,
        /** It is not kept. */
        REFUSE
    }

    /**
     * @param document its name, kind and size
     * @throws IOException if it cannot be scanned now: the upload fails and may be tried again
     */
    Verdict scan(CaseDocument document, DocumentContent content) throws IOException;
}
