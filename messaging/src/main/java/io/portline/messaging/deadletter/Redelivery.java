package io.portline.messaging.deadletter;

/** Gives a stored record to its consumer's handler once more; the inbox implements it. */
public interface Redelivery {

    /** Locks the key against the running consumer until the caller's transaction ends. */
    void lock(String consumer, String topic, String key);

    /** Whether the consumer's later events of a key wait behind a dead letter of it. */
    boolean keepsOrder(String consumer);

    /**
     * Calls the handler in the caller's transaction, past the version check.
     *
     * @throws RuntimeException what the handler throws, or that the bytes still cannot be read
     */
    void handleAgain(StoredRecord stored);
}
