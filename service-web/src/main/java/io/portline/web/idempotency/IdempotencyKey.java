package io.portline.web.idempotency;

import io.portline.web.problem.FieldProblem;
import io.portline.web.problem.ProblemException;
import io.portline.web.problem.ProblemType;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The value of the header: a structured-field string ({@code "…"}), or the same without quotes as many clients send it. */
record IdempotencyKey(String value) {

    static final String HEADER = "Idempotency-Key";

    // RFC 8941, 3.3.3: printable ASCII, with a backslash before quotes and backslashes.
    private static final Pattern QUOTED =
            Pattern.compile("\"((?:[\\x20\\x21\\x23-\\x5B\\x5D-\\x7E]|\\\\[\"\\\\]){1,255})\"");
    private static final Pattern BARE = Pattern.compile("[A-Za-z0-9._:~+/=-]{1,255}");

    static IdempotencyKey parse(List<String> headers) {
        if (headers.size() == 1) {
            String header = headers.getFirst().strip();
            Matcher quoted = QUOTED.matcher(header);
            if (quoted.matches()) {
                return new IdempotencyKey(quoted.group(1).replaceAll("\\\\(.)", "$1"));
            }
            if (BARE.matcher(header).matches()) {
                return new IdempotencyKey(header);
            }
        }
        throw ProblemException.of(ProblemType.IDEMPOTENCY_KEY).error(FieldProblem.header(HEADER, "FORMAT"));
    }

    /** Not the key itself: it is what keeps the stored fingerprint from being guessed. */
    @Override
    public String toString() {
        return "IdempotencyKey";
    }
}
