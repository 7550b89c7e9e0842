package io.portline.cases.tnscase;

import java.util.UUID;

/**
 * A document without its content.
 *
 * @param mediaType as told by its content
 * @param quarantined whether the scan held it back: nobody can fetch it until the desk releases it
 */
public record CaseDocument(UUID id, String name, String mediaType, long sizeBytes, boolean quarantined) {

    public static final String PDF = "application/pdf";
    public static final String CSV = "text/csv";

    private static final long MEBIBYTE = 1024L * 1024;

    /** Of any document. */
    public static final long LARGEST = 25 * MEBIBYTE;

    /** Of a letter of authorization. */
    public static final long LARGEST_LETTER = 10 * MEBIBYTE;

    /** Of a file of numbers, which is read as a whole: a hundred thousand numbers take two. */
    public static final long LARGEST_NUMBER_FILE = 5 * MEBIBYTE;

    /** As it is when the desk has released it. */
    public CaseDocument released() {
        return new CaseDocument(id, name, mediaType, sizeBytes, false);
    }
}
