package io.portline.dashboard.freshness;

/** The one rebuild that there can be, known to all instances. */
public interface Rebuilds {

    Rebuild current();

    /** Asks for one; false if one is under way. */
    boolean request(String by);

    /**
     * Drops the read model and what the consumers know to have read, together, and notes that the reading begins. Only if
     * a rebuild is asked for and nobody else is at it.
     *
     * @param beforehand runs first, in the same transaction, and answers how many records there are to read; what it
     *     throws leaves everything as it was
     * @return whether this caller did it
     */
    boolean begin(Beginning beforehand);

    /** The reading has come to where the topics ended when it began. */
    void finished();

    /** What happens before the read model is dropped. */
    @FunctionalInterface
    interface Beginning {
        long goal();
    }
}
