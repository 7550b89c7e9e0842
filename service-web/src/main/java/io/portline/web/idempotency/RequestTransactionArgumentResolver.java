package io.portline.web.idempotency;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Gives handlers their {@link RequestTransaction}. */
public final class RequestTransactionArgumentResolver implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == RequestTransaction.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binderFactory) {
        RequestTransaction transaction =
                request.getAttribute(IdempotentExchange.ATTRIBUTE, RequestAttributes.SCOPE_REQUEST)
                                instanceof IdempotentExchange exchange
                        ? exchange::beginDeferred
                        : () -> {};
        return transaction;
    }
}
