package io.portline.dashboard.page.web;

import io.portline.dashboard.upstream.Problem;
import io.portline.dashboard.upstream.Reply;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;

import java.util.stream.Collectors;

/** Says why something was not done, in the reader's language. */
@Component
public class Refusals {

    private final MessageSource messages;

    public Refusals(MessageSource messages) {
        this.messages = messages;
    }

    /** In one sentence or several; not to be called with an answer that is none. */
    public String why(Reply reply) {
        if (reply instanceof Reply.Refused(Problem problem)) {
            if (!problem.faults().isEmpty()) {
                return problem.faults().stream()
                        .map(Problem.Fault::text)
                        .distinct()
                        .limit(5)
                        .collect(Collectors.joining(" "));
            }
            String words = problem.words();
            return words != null ? words : say("error.unexpected");
        }
        return say("error.unavailable");
    }

    /** The status of the page that says so. */
    public HttpStatusCode status(Reply reply) {
        return reply instanceof Reply.Refused(Problem problem)
                ? HttpStatusCode.valueOf(problem.status())
                : HttpStatus.SERVICE_UNAVAILABLE;
    }

    private String say(String key) {
        return messages.getMessage(key, null, LocaleContextHolder.getLocale());
    }
}
