package io.portline.web.idempotency;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A creating POST handler that honours {@code Idempotency-Key} (draft-ietf-httpapi-idempotency-key-header-07): sent
 * twice with one key it takes effect once, and the second answer is the first one again.
 *
 * <p>With a key the handler runs in one database transaction, which the recorded answer shares: either both are there or
 * neither. It is rolled back when the answer is an error, so that a corrected request may use the key again. The handler
 * must answer on its own thread, and what it does outside this database is not covered.
 *
 * <p>A handler that must ask another service first is {@link #deferred}: no connection is held while it waits.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Idempotent {

    /** Whether a request without a key is refused (400) or simply carried out. */
    boolean required() default false;

    /**
     * Whether the transaction begins when the handler says so, by its argument of type {@link RequestTransaction}, and not before it. An answer that
     * is known already is given without the handler all the same.
     */
    boolean deferred() default false;
}
