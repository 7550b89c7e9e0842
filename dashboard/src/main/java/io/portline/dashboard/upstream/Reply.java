package io.portline.dashboard.upstream;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Optional;

/** What a service answered. */
public sealed interface Reply {

    /** It did what it was asked to. {@code body} is the JSON object, empty if there was none. */
    record Done(Map<String, Object> body, @Nullable String etag) implements Reply {}

    /** It said no, and why. */
    record Refused(Problem problem) implements Reply {}

    /** It did not answer, or not sensibly; whether it did anything is not known. */
    record Unavailable() implements Reply {}

    /** The answer, if it is one. */
    default Optional<Done> done() {
        return this instanceof Done done ? Optional.of(done) : Optional.empty();
    }
}
