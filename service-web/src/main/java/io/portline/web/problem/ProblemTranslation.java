package io.portline.web.problem;

import jakarta.servlet.ServletException;
import jakarta.validation.ConstraintViolationException;
import org.apache.coyote.BadRequestException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.MethodParameter;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.TransactionTimedOutException;
import org.springframework.validation.BindException;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingRequestValueException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClientResponseException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Which problem an exception means. What it does not know is a fault of ours: it is logged under an incident id, and the
 * caller learns the id and nothing else.
 */
public final class ProblemTranslation {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemTranslation.class);
    private static final Duration SHORT_WAIT = Duration.ofSeconds(5);
    private static final Duration RETRY_NOW = Duration.ofSeconds(1);

    private final List<ProblemMapping> mappings;

    public ProblemTranslation(List<ProblemMapping> mappings) {
        this.mappings = List.copyOf(mappings);
    }

    public ProblemException translate(Exception exception) {
        for (ProblemMapping mapping : mappings) {
            ProblemException problem = mapping.problemFor(exception);
            if (problem != null) {
                return problem;
            }
        }
        return standard(exception);
    }

    private ProblemException standard(Exception exception) {
        return switch (exception) {
            case ProblemException problem -> problem;

            // The body
            case HttpMessageNotReadableException unreadable -> unreadable(unreadable);
            case MethodArgumentNotValidException invalid ->
                ProblemException.of(ProblemType.VALIDATION)
                        .errors(invalid.getBindingResult().getAllErrors().stream()
                                .map(error -> bound(invalid.getParameter(), error))
                                .toList());
            case HandlerMethodValidationException invalid -> invalidArguments(invalid);
            case BindException unbound ->
                ProblemException.of(ProblemType.INVALID_PARAMETER)
                        .errors(unbound.getAllErrors().stream()
                                .map(ProblemTranslation::parameterFault)
                                .toList());
            case ConstraintViolationException violated ->
                ProblemException.of(ProblemType.VALIDATION)
                        .errors(violated.getConstraintViolations().stream()
                                .map(Faults::of)
                                .toList());

            // Parts, parameters, headers
            case MaxUploadSizeExceededException tooLarge -> tooLarge(tooLarge);
            case MissingServletRequestPartException missing ->
                ProblemException.of(ProblemType.MALFORMED)
                        .error(FieldProblem.part(missing.getRequestPartName(), "REQUIRED"));
            case MultipartException broken ->
                broken.getCause() == null
                        ? ProblemException.of(ProblemType.UNSUPPORTED_MEDIA)
                                .header(HttpHeaders.ACCEPT, "multipart/form-data")
                        : ProblemException.of(ProblemType.MALFORMED).detailKey("detail.multipart");
            case MethodArgumentTypeMismatchException mismatch -> mismatch(mismatch);
            case MissingServletRequestParameterException missing ->
                ProblemException.of(ProblemType.INVALID_PARAMETER)
                        .error(FieldProblem.parameter(missing.getParameterName(), "REQUIRED"));
            case MissingRequestHeaderException missing ->
                ProblemException.of(ProblemType.INVALID_PARAMETER)
                        .error(FieldProblem.header(missing.getHeaderName(), "REQUIRED"));
            case MissingRequestValueException _, ServletRequestBindingException _ ->
                ProblemException.of(ProblemType.INVALID_PARAMETER);
            case InvalidParameterException broken ->
                ProblemException.of(broken.getErrorCode() == 413 ? ProblemType.TOO_LARGE : ProblemType.MALFORMED)
                        .detailKey("detail.parameters");
            case RequestRejectedException _, BadRequestException _ -> ProblemException.of(ProblemType.MALFORMED);

            // Path, method, media type
            case NoResourceFoundException _, NoHandlerFoundException _ -> ProblemException.of(ProblemType.NOT_FOUND);
            case HttpRequestMethodNotSupportedException unsupported ->
                withHeaders(ProblemException.of(ProblemType.METHOD_NOT_ALLOWED), unsupported);
            case HttpMediaTypeNotSupportedException unsupported ->
                withHeaders(ProblemException.of(ProblemType.UNSUPPORTED_MEDIA), unsupported);
            case HttpMediaTypeNotAcceptableException unacceptable ->
                withHeaders(ProblemException.of(ProblemType.NOT_ACCEPTABLE), unacceptable);

            // Who calls
            case AuthenticationServiceException away -> unavailable(away, SHORT_WAIT);
            case AuthenticationException _ -> ProblemException.of(ProblemType.UNAUTHENTICATED);
            case AccessDeniedException _ -> ProblemException.of(ProblemType.FORBIDDEN);

            // What we need and do not have
            case OptimisticLockingFailureException _ -> ProblemException.of(ProblemType.STALE);
            case DataAccessResourceFailureException away -> unavailable(away, SHORT_WAIT);
            case TransientDataAccessException busy -> unavailable(busy, RETRY_NOW);
            case RecoverableDataAccessException away -> unavailable(away, SHORT_WAIT);
            case CannotCreateTransactionException away -> unavailable(away, SHORT_WAIT);
            case TransactionTimedOutException busy -> unavailable(busy, RETRY_NOW);
            case TransactionSystemException away -> unavailable(away, SHORT_WAIT);
            case ResourceAccessException away -> unavailable(away, SHORT_WAIT);
            case HttpServerErrorException away -> unavailable(away, SHORT_WAIT);
            case OAuth2AuthorizationException away -> unavailable(away, SHORT_WAIT);

            // Spring wraps what handlers throw beside exceptions, and what filters throw
            case ServletException wrapped when wrapped.getRootCause() instanceof Exception cause -> translate(cause);
            case ErrorResponse response -> byStatus(response.getStatusCode().value(), exception);
            default -> incident(exception);
        };
    }

    /** The problem for a bare status, as the container or a library gives it. */
    public ProblemException byStatus(int status, @Nullable Throwable cause) {
        for (ProblemType type : List.of(
                ProblemType.UNAUTHENTICATED,
                ProblemType.FORBIDDEN,
                ProblemType.NOT_FOUND,
                ProblemType.METHOD_NOT_ALLOWED,
                ProblemType.NOT_ACCEPTABLE,
                ProblemType.CONFLICT,
                ProblemType.STALE,
                ProblemType.TOO_LARGE,
                ProblemType.UNSUPPORTED_MEDIA,
                ProblemType.VALIDATION,
                ProblemType.PRECONDITION_REQUIRED,
                ProblemType.TOO_MANY)) {
            if (type.status() == status) {
                return ProblemException.of(type);
            }
        }
        if (status == 503) {
            return ProblemException.of(ProblemType.UNAVAILABLE).retryAfter(SHORT_WAIT);
        }
        return status >= 500 ? incident(cause) : ProblemException.of(ProblemType.MALFORMED);
    }

    /** A fault of ours. */
    public ProblemException incident(@Nullable Throwable cause) {
        String id = UUID.randomUUID().toString();
        LOG.error("Incident {}", id, cause);
        ProblemException problem = ProblemException.of(ProblemType.INTERNAL)
                .detailKey("detail.incident", id)
                .with("incident", id);
        return cause == null ? problem : problem.causedBy(cause);
    }

    private static ProblemException unavailable(Exception cause, Duration wait) {
        // Another service's answer is not repeated here: only that, and how, it failed.
        String how = cause instanceof RestClientResponseException answered
                ? answered.getStatusCode().toString()
                : NestedExceptionUtils.getMostSpecificCause(cause).toString();
        LOG.warn("Something that we need is away: {}: {}", cause.getClass().getSimpleName(), how);
        LOG.debug("Something that we need is away", cause);
        return ProblemException.of(ProblemType.UNAVAILABLE).retryAfter(wait).causedBy(cause);
    }

    private static ProblemException unreadable(HttpMessageNotReadableException exception) {
        ProblemException problem = ProblemException.of(ProblemType.MALFORMED);
        if (!(exception.getCause() instanceof JacksonException broken)
                || broken.getOriginalMessage().startsWith("No content")) {
            return problem.detailKey("detail.no-body").error(FieldProblem.of("", "REQUIRED"));
        }
        TokenStreamLocation location = broken.getLocation();
        return location == null || location.getLineNr() < 1
                ? problem
                : problem.detailKey("detail.json", location.getLineNr(), location.getColumnNr())
                        .with("line", location.getLineNr())
                        .with("column", location.getColumnNr());
    }

    private static ProblemException tooLarge(MaxUploadSizeExceededException exception) {
        ProblemException problem = ProblemException.of(ProblemType.TOO_LARGE);
        return exception.getMaxUploadSize() > 0 ? problem.with("maximumBytes", exception.getMaxUploadSize()) : problem;
    }

    private static ProblemException mismatch(MethodArgumentTypeMismatchException mismatch) {
        MethodParameter parameter = mismatch.getParameter();
        if (parameter.hasParameterAnnotation(PathVariable.class)) {
            // An id that is none names nothing.
            return ProblemException.of(ProblemType.NOT_FOUND);
        }
        return ProblemException.of(ProblemType.INVALID_PARAMETER)
                .error(
                        parameter.hasParameterAnnotation(RequestHeader.class)
                                ? FieldProblem.header(mismatch.getName(), "INVALID_VALUE")
                                : FieldProblem.parameter(mismatch.getName(), "INVALID_VALUE"));
    }

    private static FieldProblem bound(MethodParameter parameter, ObjectError error) {
        return isBody(parameter) ? Faults.ofBodyError(error) : parameterFault(error);
    }

    private static FieldProblem parameterFault(ObjectError error) {
        String name = error instanceof FieldError field ? field.getField() : error.getObjectName();
        return Faults.at(FieldProblem.Place.PARAMETER, name, error);
    }

    private static ProblemException invalidArguments(HandlerMethodValidationException exception) {
        if (exception.isForReturnValue()) {
            throw exception;
        }
        List<FieldProblem> faults = new ArrayList<>();
        boolean inBody = false;
        for (ParameterValidationResult result : exception.getParameterValidationResults()) {
            MethodParameter parameter = result.getMethodParameter();
            if (parameter.hasParameterAnnotation(PathVariable.class)) {
                return ProblemException.of(ProblemType.NOT_FOUND);
            }
            boolean body = isBody(parameter);
            inBody |= body;
            if (result instanceof ParameterErrors bean) {
                bean.getAllErrors().forEach(error -> faults.add(bound(parameter, error)));
                continue;
            }
            String name = parameter.getParameterName() == null ? "" : parameter.getParameterName();
            result.getResolvableErrors()
                    .forEach(error -> faults.add(
                            body
                                    ? Faults.at(FieldProblem.Place.POINTER, indexed(result), error)
                                    : Faults.at(
                                            parameter.hasParameterAnnotation(RequestHeader.class)
                                                    ? FieldProblem.Place.HEADER
                                                    : FieldProblem.Place.PARAMETER,
                                            name,
                                            error)));
        }
        return ProblemException.of(inBody ? ProblemType.VALIDATION : ProblemType.INVALID_PARAMETER)
                .errors(faults);
    }

    private static String indexed(ParameterValidationResult result) {
        return result.getContainerIndex() == null ? "" : "/" + result.getContainerIndex();
    }

    private static boolean isBody(MethodParameter parameter) {
        return parameter.hasParameterAnnotation(RequestBody.class)
                || parameter.hasParameterAnnotation(RequestPart.class);
    }

    private static ProblemException withHeaders(ProblemException problem, ErrorResponse response) {
        response.getHeaders().forEach((name, values) -> problem.header(name, String.join(", ", values)));
        return problem;
    }
}
