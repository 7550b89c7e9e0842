package io.portline.order.portorder.web;

import io.portline.order.portorder.Documents;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/** A document without its content. */
@Schema(name = "Document")
record DocumentResponse(
        UUID id,
        String name,
        String mediaType,
        long sizeBytes,
        @Schema(allowableValues = {"LOA", "OTHER"}) String kind,
        @Nullable String uploadedBy,
        @Schema(description = "Business time") Instant uploadedAt) {

    static DocumentResponse of(Documents.Document document) {
        return new DocumentResponse(
                document.id(),
                document.name(),
                document.mediaType(),
                document.sizeBytes(),
                document.kind().name(),
                document.uploadedBy(),
                document.uploadedAt());
    }
}
