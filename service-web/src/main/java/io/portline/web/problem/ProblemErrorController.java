package io.portline.web.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.util.Map;

/** What the container reports instead of a controller (filters that failed, refused requests), as a problem too. */
@RestController
public final class ProblemErrorController implements ErrorController {

    private final ProblemTranslation translation;
    private final Problems problems;

    public ProblemErrorController(ProblemTranslation translation, Problems problems) {
        this.translation = translation;
        this.problems = problems;
    }

    @RequestMapping("${spring.web.error.path:${error.path:/error}}")
    ResponseEntity<Map<String, Object>> answer(HttpServletRequest request) {
        ProblemException problem = switch (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION)) {
            case Exception exception -> translation.translate(exception);
            case Error error -> translation.incident(error);
            case null, default -> byStatus(request);
        };
        Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        return problems.answer(problem, request, path instanceof String text ? text : null);
    }

    private ProblemException byStatus(HttpServletRequest request) {
        // Without a status somebody has asked for this path itself.
        return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
                ? translation.byStatus(status, null)
                : ProblemException.of(ProblemType.NOT_FOUND);
    }
}
