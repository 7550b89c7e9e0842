package io.portline.web.client;

import org.jspecify.annotations.Nullable;

/** The bearer token of whoever this thread serves. A service with another kind of sign-in brings its own bean. */
@FunctionalInterface
public interface CallerToken {

    /** The token; null where nobody is signed in. */
    @Nullable
    String current();
}
