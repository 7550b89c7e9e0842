package io.portline.cases.tnscase;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The documents that tenants and the desk have uploaded. A tenant's are named by that tenant's cases only. */
public interface CaseDocuments {

    /** How long a document waits for a case that names it; real time. */
    Duration UNNAMED_FOR = Duration.ofDays(7);

    /**
     * Keeps a document for whoever brought it; it is nobody's until a case names it, and gone when none does so within
     * {@link #UNNAMED_FOR}. Its content is read in pieces. Rather not within a transaction: bytes may take their time.
     */
    void add(CaseDocument document, Party broughtBy, Instant at, DocumentContent content) throws IOException;

    /** A document that the customer's tenant, or the desk, has brought. */
    Optional<CaseDocument> find(Party owner, UUID id);

    /** The bytes of a document that was found, piece by piece; to be closed. */
    InputStream open(UUID id);

    /**
     * Lets a document that the scan held back be fetched.
     *
     * @return whether it was held back until now
     */
    boolean release(UUID id);

    /**
     * Forgets documents that no case has named in time, and what is left of uploads that never ended.
     *
     * @param now real time
     * @return how many were looked at: fewer than {@code most} if there are no more now
     */
    int forget(Instant now, int most);
}
