package io.portline.cases.tnscase;

import java.io.IOException;
import java.io.InputStream;

/** The bytes of a document; can be read from the beginning as often as wanted, and is never in memory as a whole. */
@FunctionalInterface
public interface DocumentContent {

    /** From the first byte; to be closed. */
    InputStream open() throws IOException;
}
