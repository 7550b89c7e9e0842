package io.portline.cases.tnscase;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The documents that tenants and the desk have uploaded. */
public interface CaseDocuments {

    /** Keeps a document for a tenant; it is nobody's until a case names it. */
    void add(CaseDocument document, String tenantId, String uploadedBy, Instant at, byte[] content);

    /** A document of that tenant. */
    Optional<CaseDocument> find(String tenantId, UUID id);

    /** The bytes of a document that was found. */
    byte[] content(UUID id);
}
