package io.portline.cases.tnscase;

import java.util.UUID;

/**
 * A document without its content.
 *
 * @param mediaType as told by its content
 */
public record CaseDocument(UUID id, String name, String mediaType, long sizeBytes) {

    public static final String PDF = "application/pdf";
    public static final String CSV = "text/csv";
}
