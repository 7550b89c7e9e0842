package io.portline.web.problem;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A refusal on its way to the caller: {@code throw ProblemException.of(ProblemType.VALIDATION).errors(faults)}. What it
 * carries is shown to the caller, so it must hold nothing that the caller may not see.
 */
public final class ProblemException extends RuntimeException {

    private static final Set<String> RESERVED = Set.of("type", "title", "status", "detail", "instance", "errors");

    private final ProblemType type;
    private final transient List<FieldProblem> errors = new ArrayList<>();
    private final transient Map<String, Object> members = new LinkedHashMap<>();
    private @Nullable String detail;
    private @Nullable String detailKey;
    private transient Object[] detailArguments = {};
    private final transient Map<String, String> headers = new LinkedHashMap<>();

    private ProblemException(ProblemType type) {
        super(type.slug());
        this.type = type;
    }

    public static ProblemException of(ProblemType type) {
        return new ProblemException(type);
    }

    /** What happened this time, for people, in the language of the answer or in English. */
    public ProblemException detail(String text) {
        this.detail = text;
        return this;
    }

    /** What happened this time, as a key of the message bundles. */
    public ProblemException detailKey(String key, Object... arguments) {
        this.detailKey = key;
        this.detailArguments = arguments.clone();
        return this;
    }

    public ProblemException error(FieldProblem fault) {
        errors.add(fault);
        return this;
    }

    /** Adds every fault; clients get all of them at once. */
    public ProblemException errors(Collection<FieldProblem> faults) {
        errors.addAll(faults);
        return this;
    }

    /** Adds an extension member to the problem. */
    public ProblemException with(String member, Object value) {
        if (RESERVED.contains(member)) {
            throw new IllegalArgumentException("Not an extension member: " + member);
        }
        members.put(member, value);
        return this;
    }

    /** Sends {@code Retry-After}, in whole seconds, rounded up. */
    public ProblemException retryAfter(Duration wait) {
        return header(
                "Retry-After",
                Long.toString(Math.max(1, wait.plusNanos(999_999_999).toSeconds())));
    }

    /** Sends a header with the problem. */
    public ProblemException header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    public ProblemException causedBy(Throwable cause) {
        initCause(cause);
        return this;
    }

    public ProblemType type() {
        return type;
    }

    public List<FieldProblem> errors() {
        return Collections.unmodifiableList(errors);
    }

    public Map<String, Object> members() {
        return Collections.unmodifiableMap(members);
    }

    public @Nullable String detail() {
        return detail;
    }

    @Nullable
    String detailKey() {
        return detailKey;
    }

    Object[] detailArguments() {
        return detailArguments.clone();
    }

    public Map<String, String> headers() {
        return Collections.unmodifiableMap(headers);
    }

    /** For logs and failed tests; values that callers sent are not in it. */
    @Override
    public String getMessage() {
        StringBuilder message = new StringBuilder(type.slug())
                .append(" (")
                .append(type.status())
                .append(')');
        if (detail != null) {
            message.append(": ").append(detail);
        }
        for (FieldProblem error : errors) {
            message.append("; ").append(error.location()).append(' ').append(error.code());
        }
        return message.toString();
    }
}
