package io.portline.cases.tnscase;

import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;

/** Where the bytes of documents are. Neither reading nor writing holds more than a piece of them in memory. */
public interface DocumentStore {

    /**
     * Keeps the bytes; what the surrounding transaction does not keep is gone after it.
     *
     * @param sizeBytes exactly as many as the stream has
     */
    void write(UUID id, String mediaType, long sizeBytes, InputStream content) throws IOException;

    /** Opens the bytes of a document that is there; to be closed. Holds no database connection between reads. */
    InputStream open(UUID id);
}
