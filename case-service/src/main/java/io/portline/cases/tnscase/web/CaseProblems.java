package io.portline.cases.tnscase.web;

import io.portline.messaging.codec.CodecUnavailableException;
import io.portline.web.problem.ProblemException;
import io.portline.web.problem.ProblemMapping;
import io.portline.web.problem.ProblemType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Duration;

/** What can be away beside the database. */
@Component
class CaseProblems implements ProblemMapping {

    private static final Duration WAIT = Duration.ofSeconds(5);

    @Override
    public @Nullable ProblemException problemFor(Exception exception) {
        // Only until the schemas were fetched once: then the registry may be away for as long as it likes.
        return exception instanceof CodecUnavailableException
                ? ProblemException.of(ProblemType.UNAVAILABLE).retryAfter(WAIT).causedBy(exception)
                : null;
    }
}
