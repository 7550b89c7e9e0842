package io.portline.dashboard.page.web;

import io.portline.dashboard.session.web.NotHereException;
import io.portline.dashboard.upstream.AccessTokens;
import io.portline.web.problem.ProblemTranslation;
import io.portline.web.problem.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;

import java.util.Locale;
import java.util.Map;

/**
 * Errors as pages for browsers. The API's paths and everybody who does not ask for HTML go on to get service-web's
 * problems.
 */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ErrorAdvice {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorAdvice.class);

    private final ProblemTranslation translation;
    private final Problems problems;

    ErrorAdvice(ProblemTranslation translation, Problems problems) {
        this.translation = translation;
        this.problems = problems;
    }

    /** A sign-in that has run out: reading goes on after a new one, a change has to be made again. */
    @ExceptionHandler(AccessTokens.SignInAgainException.class)
    ModelAndView signInAgain(HttpServletRequest request, HttpServletResponse response, Locale locale) {
        if (request.getMethod().equals("GET")) {
            new HttpSessionRequestCache().saveRequest(request, response);
            return new ModelAndView("redirect:/oauth2/authorization/portline");
        }
        return new ModelAndView("sign-in-again", PageAdvice.bare(request, locale), HttpStatus.UNAUTHORIZED);
    }

    @ExceptionHandler(exception = Exception.class, produces = MediaType.TEXT_HTML_VALUE)
    Object page(Exception e, HttpServletRequest request, HttpServletResponse response, Locale locale) throws Exception {
        if (response.isCommitted()) {
            // A file that broke off: a page behind what was sent would make it look whole, the container hangs up.
            throw e;
        }
        if (e instanceof AccessDeniedException || e instanceof AuthenticationException) {
            // The security filters know what to do.
            throw e;
        }
        if (request.getRequestURI().startsWith("/api/")) {
            return problems.answer(translation.translate(e), request);
        }
        HttpStatusCode status = status(e);
        Map<String, Object> model = PageAdvice.bare(request, locale);
        model.put("status", ErrorPages.worded(status.value()));
        return new ModelAndView("error", model, status);
    }

    private static HttpStatusCode status(Exception e) {
        return switch (e) {
            case NotHereException _ -> HttpStatus.NOT_FOUND;
            case ErrorResponse response -> response.getStatusCode();
            case DataAccessException _ -> {
                LOG.warn("The read model does not answer: {}", e.toString());
                yield HttpStatus.SERVICE_UNAVAILABLE;
            }
            default -> {
                LOG.error("A page failed", e);
                yield HttpStatus.INTERNAL_SERVER_ERROR;
            }
        };
    }
}
