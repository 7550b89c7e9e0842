package io.portline.cases.tnscase;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The documents that tenants and the desk have uploaded. A tenant's are named by that tenant's cases only. */
public interface CaseDocuments {

    /** Keeps a document for whoever brought it; it is nobody's until a case names it. Its content is read once, in pieces. */
    void add(CaseDocument document, Party broughtBy, Instant at, DocumentContent content) throws IOException;

    /** A document that the customer's tenant, or the desk, has brought. */
    Optional<CaseDocument> find(Party owner, UUID id);

    /** The bytes of a document that was found, piece by piece; to be closed. */
    InputStream open(UUID id);

    /** Lets a document that the scan held back be fetched. */
    void release(UUID id);
}
