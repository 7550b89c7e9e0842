package io.portline.web.idempotency;

/** Argument of a handler that is {@link Idempotent#deferred}: where it begins to change anything. */
@FunctionalInterface
public interface RequestTransaction {

    /**
     * Begins the transaction that the handler and its recorded answer share; does nothing for a request without a key. To be called once, after all
     * waiting for others and before the first change.
     *
     * @throws io.portline.web.problem.ProblemException if the same request is being carried out, or was while this one waited
     */
    void begin();
}
