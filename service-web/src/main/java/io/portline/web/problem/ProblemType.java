package io.portline.web.problem;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A kind of problem, stable for as long as the API lives. Services declare their own beside the standard ones.
 *
 * @param slug what clients decide by, as {@code urn:portline:problem:<slug>}; lower-case words joined by hyphens
 * @param status the HTTP status, 400 to 599
 * @param titleKey key of the title in the message bundles: the application's own, then {@code
 *     messages/service-web/problems}
 */
public record ProblemType(String slug, int status, String titleKey) {

    private static final String URN = "urn:portline:problem:";

    /** First of all, for the constants below are checked against it. */
    private static final Pattern SLUG = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    /** The request's content is readable but breaks rules; {@code errors} names each of them. */
    public static final ProblemType VALIDATION = standard("validation", 422);
    /** The request cannot be read: broken JSON, no body, a broken multipart envelope. */
    public static final ProblemType MALFORMED = standard("malformed", 400);
    /** A query parameter or header is missing or cannot be understood; {@code errors} names each of them. */
    public static final ProblemType INVALID_PARAMETER = standard("invalid-parameter", 400);
    /** No such path or thing, or not for this caller: the two are never told apart. */
    public static final ProblemType NOT_FOUND = standard("not-found", 404);

    public static final ProblemType METHOD_NOT_ALLOWED = standard("method-not-allowed", 405);
    public static final ProblemType NOT_ACCEPTABLE = standard("not-acceptable", 406);
    /** The state of the thing forbids the action; {@code actions} lists those that it allows now. */
    public static final ProblemType ACTION_NOT_ALLOWED = standard("action-not-allowed", 409);
    /** The request contradicts something that exists. */
    public static final ProblemType CONFLICT = standard("conflict", 409);
    /** The revision in {@code If-Match} is not the current one. */
    public static final ProblemType STALE = standard("stale", 412);

    public static final ProblemType TOO_LARGE = standard("too-large", 413);
    public static final ProblemType UNSUPPORTED_MEDIA = standard("unsupported-media", 415);
    /** A change without {@code If-Match}. */
    public static final ProblemType PRECONDITION_REQUIRED = standard("precondition-required", 428);

    public static final ProblemType TOO_MANY = standard("too-many", 429);
    /** The {@code Idempotency-Key} was used for another request. */
    public static final ProblemType IDEMPOTENCY_CONFLICT = standard("idempotency-conflict", 422);
    /** The first request with this {@code Idempotency-Key} is still running. */
    public static final ProblemType IDEMPOTENCY_IN_PROGRESS = standard("idempotency-in-progress", 409);
    /** The operation asks for an {@code Idempotency-Key}, or the given one is not well-formed. */
    public static final ProblemType IDEMPOTENCY_KEY = standard("idempotency-key", 400);

    public static final ProblemType UNAUTHENTICATED = standard("unauthenticated", 401);
    public static final ProblemType FORBIDDEN = standard("forbidden", 403);
    /** Something that we need is away for the moment; {@code Retry-After} says when to try again. */
    public static final ProblemType UNAVAILABLE = standard("unavailable", 503);
    /** A fault of ours; {@code incident} is the id under which it was logged. */
    public static final ProblemType INTERNAL = standard("internal", 500);

    private static final List<ProblemType> STANDARD = List.of(
            MALFORMED,
            INVALID_PARAMETER,
            IDEMPOTENCY_KEY,
            UNAUTHENTICATED,
            FORBIDDEN,
            NOT_FOUND,
            METHOD_NOT_ALLOWED,
            NOT_ACCEPTABLE,
            ACTION_NOT_ALLOWED,
            CONFLICT,
            IDEMPOTENCY_IN_PROGRESS,
            STALE,
            TOO_LARGE,
            UNSUPPORTED_MEDIA,
            VALIDATION,
            IDEMPOTENCY_CONFLICT,
            PRECONDITION_REQUIRED,
            TOO_MANY,
            INTERNAL,
            UNAVAILABLE);

    public ProblemType {
        Objects.requireNonNull(titleKey, "titleKey");
        if (!SLUG.matcher(slug).matches()) {
            throw new IllegalArgumentException("Not a problem slug: " + slug);
        }
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("Not the status of a problem: " + status);
        }
    }

    /** A type whose title's key is {@code problem.<slug>}. */
    public static ProblemType of(String slug, int status) {
        return new ProblemType(slug, status, "problem." + slug);
    }

    /** The types that every service can answer with, by rising status. */
    public static List<ProblemType> standardTypes() {
        return STANDARD;
    }

    /** The absolute URI that identifies this type. */
    public URI uri() {
        return URI.create(URN + slug);
    }

    private static ProblemType standard(String slug, int status) {
        return new ProblemType(slug, status, "problem." + slug);
    }
}
