package io.portline.web.etag;

import io.portline.web.problem.FieldProblem;
import io.portline.web.problem.ProblemException;
import io.portline.web.problem.ProblemType;
import org.springframework.http.HttpHeaders;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The revisions that a change presumes, from {@code If-Match} (RFC 9110, 13.1.1). An argument of controller methods: a
 * request without the header is then refused with 428.
 */
public final class ExpectedRevision {

    // One entity tag of the list, and what separates it from the next one.
    private static final Pattern TAG =
            Pattern.compile("\\s*(?<weak>W/)?\"(?<tag>[\\x21\\x23-\\x7E\\x80-\\xFF]*)\"\\s*(?:,|$)");

    private static final Pattern REVISION = Pattern.compile("[0-9]{1,18}");

    private final boolean any;
    private final Set<Long> revisions;

    private ExpectedRevision(boolean any, Set<Long> revisions) {
        this.any = any;
        this.revisions = Set.copyOf(revisions);
    }

    static ExpectedRevision parse(List<String> values) {
        String all = String.join(",", values).strip();
        if (all.isEmpty()) {
            throw ProblemException.of(ProblemType.PRECONDITION_REQUIRED)
                    .error(FieldProblem.header(HttpHeaders.IF_MATCH, "REQUIRED"));
        }
        if (all.equals("*")) {
            return new ExpectedRevision(true, Set.of());
        }
        Set<Long> revisions = new HashSet<>();
        Matcher matcher = TAG.matcher(all);
        int at = 0;
        while (at < all.length()) {
            if (!matcher.find(at) || matcher.start() != at) {
                throw ProblemException.of(ProblemType.INVALID_PARAMETER)
                        .error(FieldProblem.header(HttpHeaders.IF_MATCH, "FORMAT"));
            }
            String tag = matcher.group("tag");
            // A weak tag never matches here, and neither does a tag that we never gave out.
            if (matcher.group("weak") == null && REVISION.matcher(tag).matches()) {
                revisions.add(Long.parseLong(tag));
            }
            at = matcher.end();
        }
        return new ExpectedRevision(false, revisions);
    }

    /** Whether the change may be made to this revision. */
    public boolean matches(long current) {
        return any || revisions.contains(current);
    }

    /** Goes on only if the change may be made to this revision; else a 412 problem. */
    public void check(long current) {
        if (!matches(current)) {
            throw ProblemException.of(ProblemType.STALE);
        }
    }
}
