package io.portline.order.portorder;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Letters of authorization. */
public interface Documents {

    /**
     * A document without its content.
     *
     * @param mediaType as told by its content
     * @param uploadedAt business time
     */
    record Document(
            UUID id, String tenantId, Kind kind, String name, String mediaType, long sizeBytes, Instant uploadedAt) {}

    /** What a document is. */
    enum Kind {
        LOA
    }

    void add(Document document, byte[] content, By by);

    Optional<Document> find(UUID id, Scope scope);

    /** The content; empty if there is no such document for that scope. */
    Optional<byte[]> content(UUID id, Scope scope);
}
