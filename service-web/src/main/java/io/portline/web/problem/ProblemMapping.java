package io.portline.web.problem;

import org.jspecify.annotations.Nullable;

/** A bean that knows which problem some exceptions of a service mean; asked before the standard mapping. */
@FunctionalInterface
public interface ProblemMapping {

    /** The problem, or null for exceptions that this mapping does not know. */
    @Nullable
    ProblemException problemFor(Exception exception);
}
