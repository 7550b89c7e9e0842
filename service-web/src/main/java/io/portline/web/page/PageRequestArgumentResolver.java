package io.portline.web.page;

import io.portline.web.problem.FieldProblem;
import io.portline.web.problem.ProblemException;
import io.portline.web.problem.ProblemType;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

import java.util.ArrayList;
import java.util.List;

/** Gives controller methods the page asked for by {@code limit} and {@code cursor}. */
public final class PageRequestArgumentResolver implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == PageRequest.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binderFactory) {
        List<FieldProblem> faults = new ArrayList<>();
        int limit = limit(request.getParameter("limit"), faults);
        Cursor cursor = cursor(request.getParameter("cursor"), faults);
        if (!faults.isEmpty()) {
            throw ProblemException.of(ProblemType.INVALID_PARAMETER).errors(faults);
        }
        return new PageRequest(limit, cursor);
    }

    private static int limit(@Nullable String text, List<FieldProblem> faults) {
        if (text == null) {
            return PageRequest.DEFAULT_LIMIT;
        }
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= PageRequest.MAX_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException notANumber) {
            // Told below, like a number out of range.
        }
        faults.add(FieldProblem.parameter("limit", "OUT_OF_RANGE", 1, PageRequest.MAX_LIMIT));
        return PageRequest.DEFAULT_LIMIT;
    }

    private static @Nullable Cursor cursor(@Nullable String text, List<FieldProblem> faults) {
        if (text == null) {
            return null;
        }
        try {
            return Cursor.parse(text);
        } catch (ProblemException broken) {
            faults.addAll(broken.errors());
            return null;
        }
    }
}
