package io.portline.cases.tnscase;

import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;

/**
 * Where the bytes of documents are. Neither reading nor writing holds more than a piece of them in memory. A store that
 * cannot be reached says so with an unchecked exception, and may be tried again.
 */
public interface DocumentStore {

    /** The stores there can be. The names are kept with each document. */
    enum Kind {
        POSTGRESQL,
        S3
    }

    Kind kind();

    /**
     * Keeps the bytes, all or none of them; none if a transaction around it is rolled back.
     *
     * @param sizeBytes exactly as many as the content has
     * @throws IOException if the content cannot be read, or is not as long as that
     */
    void write(UUID id, String mediaType, long sizeBytes, DocumentContent content) throws IOException;

    /** Opens the bytes of a document that is there; to be closed. Holds no database connection between reads. */
    InputStream open(UUID id);

    /** Forgets the bytes; none is no error. */
    void delete(UUID id);
}
