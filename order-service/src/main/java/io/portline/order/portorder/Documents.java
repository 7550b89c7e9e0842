package io.portline.order.portorder;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Letters of authorization, and what else belongs to an order. */
public interface Documents {

    /**
     * A document without its content.
     *
     * @param mediaType as told by its content
     * @param uploadedBy the person's display name; null if it is not known
     * @param uploadedAt business time
     */
    record Document(
            UUID id,
            String tenantId,
            Kind kind,
            String name,
            String mediaType,
            long sizeBytes,
            @Nullable String uploadedBy,
            Instant uploadedAt) {}

    /** What a document is. */
    enum Kind {
        /** A signed letter of authorization. */
        LOA,
        /** Anything else, such as a bill. */
        OTHER
    }

    void add(Document document, byte[] content, By by);

    /** Puts a document with an order, beside the letter that the order names. */
    void attach(UUID id, UUID orderId, Instant at);

    /** The documents of an order, the oldest first. Whoever asks has been found to see the order. */
    List<Document> ofOrder(UUID orderId, UUID letter);

    Optional<Document> find(UUID id, Scope scope);

    /** The content; empty if there is no such document for that scope. */
    Optional<byte[]> content(UUID id, Scope scope);
}
