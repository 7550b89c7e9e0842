package io.portline.web.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.util.DisconnectedClientHelper;

import java.util.Map;

/** Answers every exception of a controller with a problem. A service's own advice comes before this one. */
@RestControllerAdvice
@Order
public final class ProblemAdvice {

    private static final DisconnectedClientHelper DISCONNECTED =
            new DisconnectedClientHelper("io.portline.web.DisconnectedClient");

    private final ProblemTranslation translation;
    private final Problems problems;

    public ProblemAdvice(ProblemTranslation translation, Problems problems) {
        this.translation = translation;
        this.problems = problems;
    }

    @ExceptionHandler(Exception.class)
    @Nullable
    ResponseEntity<Map<String, Object>> answer(
            Exception exception, HttpServletRequest request, HttpServletResponse response) {
        if (DISCONNECTED.checkAndLogClientDisconnectedException(exception)) {
            return null;
        }
        ProblemException problem = translation.translate(exception);
        if (response.isCommitted()) {
            return null;
        }
        return problems.answer(problem, request);
    }
}
