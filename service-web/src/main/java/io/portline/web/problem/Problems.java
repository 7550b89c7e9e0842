package io.portline.web.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.LocaleResolver;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Turns refusals into answers of the media type {@code application/problem+json}, in the caller's language. */
public final class Problems {

    private final ProblemTexts texts;
    private final LocaleResolver languages;
    private final JsonMapper json;

    public Problems(ProblemTexts texts, LocaleResolver languages, JsonMapper json) {
        this.texts = texts;
        this.languages = languages;
        this.json = json;
    }

    /** For controllers' exceptions. */
    public ResponseEntity<Map<String, Object>> answer(ProblemException problem, HttpServletRequest request) {
        return answer(problem, request, request.getRequestURI());
    }

    ResponseEntity<Map<String, Object>> answer(
            ProblemException problem, HttpServletRequest request, @Nullable String instance) {
        Locale language = languages.resolveLocale(request);
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        headers.setContentLanguage(language);
        headers.setCacheControl("no-store");
        problem.headers().forEach(headers::set);
        return ResponseEntity.status(problem.type().status()).headers(headers).body(body(problem, language, instance));
    }

    /** For filters, which stand before the controllers. Does nothing if an answer is already on its way. */
    public void write(ProblemException problem, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        ResponseEntity<Map<String, Object>> answer = answer(problem, request);
        byte[] body = json.writeValueAsBytes(answer.getBody());
        response.resetBuffer();
        response.setStatus(problem.type().status());
        answer.getHeaders().forEach((name, values) -> {
            for (String value : values) {
                response.setHeader(name, value);
            }
        });
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private Map<String, Object> body(ProblemException problem, Locale language, @Nullable String instance) {
        ProblemType type = problem.type();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", type.uri().toString());
        body.put("title", texts.get(type.titleKey(), language, reasonPhrase(type)));
        body.put("status", type.status());
        String detail = detail(problem, language);
        if (detail != null) {
            body.put("detail", detail);
        }
        if (instance != null) {
            body.put("instance", instance);
        }
        body.putAll(problem.members());
        List<FieldProblem> errors = problem.errors();
        if (!errors.isEmpty()) {
            body.put(
                    "errors",
                    errors.stream().map(error -> member(error, language)).toList());
        }
        return body;
    }

    private @Nullable String detail(ProblemException problem, Locale language) {
        String key = problem.detailKey();
        String found = key == null ? null : texts.find(key, language, problem.detailArguments());
        return found != null ? found : problem.detail();
    }

    private Map<String, Object> member(FieldProblem error, Locale language) {
        Map<String, Object> member = new LinkedHashMap<>();
        member.put(error.place().member(), error.location());
        member.put("code", error.code());
        String detail = error.detail();
        if (detail.isEmpty()) {
            detail = texts.get(
                    "field." + error.code(),
                    language,
                    error.code(),
                    error.arguments().toArray());
        }
        member.put("detail", detail);
        return member;
    }

    private static String reasonPhrase(ProblemType type) {
        HttpStatus status = HttpStatus.resolve(type.status());
        return status == null ? type.slug() : status.getReasonPhrase();
    }
}
