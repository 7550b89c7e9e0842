package io.portline.dashboard.page.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Pages for what went wrong, in the reader's language; says nothing about the inside. */
@Controller
class ErrorPages implements ErrorController {

    private static final Set<Integer> WORDED = Set.of(400, 403, 404, 413, 500, 503);

    @RequestMapping(path = "/error", produces = MediaType.TEXT_HTML_VALUE)
    ModelAndView page(HttpServletRequest request, Locale locale) {
        HttpStatus status = status(request);
        Map<String, Object> model = PageAdvice.bare(request, locale);
        model.put("status", worded(status.value()));
        return new ModelAndView("error", model, status);
    }

    /** For what asked for no page. */
    @RequestMapping(path = "/error")
    ResponseEntity<Void> other(HttpServletRequest request) {
        return ResponseEntity.status(status(request)).build();
    }

    private static HttpStatus status(HttpServletRequest request) {
        Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        HttpStatus status = code instanceof Integer number ? HttpStatus.resolve(number) : null;
        // Asked for directly, this page does not exist.
        return status != null ? status : HttpStatus.NOT_FOUND;
    }

    /** The status whose words fit. */
    static int worded(int status) {
        if (WORDED.contains(status)) {
            return status;
        }
        return switch (status) {
            case 401 -> 403;
            case 405, 406, 415, 422 -> 400;
            default -> status < 500 ? 400 : 500;
        };
    }
}
