package io.portline.web.tenant;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.ClaimAccessor;
import org.springframework.web.servlet.LocaleResolver;

import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** The language of an answer: what the request asks for, else the caller's own, else English. */
public final class CallerLanguage implements LocaleResolver {

    /** The languages that we speak, the default first. */
    public static final List<Locale> SUPPORTED = List.of(Locale.ENGLISH, Locale.FRENCH, Locale.JAPANESE);

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        String asked = String.join(",", Collections.list(request.getHeaders(HttpHeaders.ACCEPT_LANGUAGE)));
        Locale language = asked.isBlank() ? null : supported(asked);
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        if (language == null && caller != null && caller.getPrincipal() instanceof ClaimAccessor claims) {
            language = supported(claims.getClaimAsString("locale"));
        }
        return language == null ? SUPPORTED.getFirst() : language;
    }

    @Override
    public void setLocale(HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable Locale locale) {
        throw new UnsupportedOperationException("The request and the token say the language");
    }

    private static @Nullable Locale supported(@Nullable String ranges) {
        if (ranges == null || ranges.isBlank()) {
            return null;
        }
        try {
            return Locale.lookup(Locale.LanguageRange.parse(ranges), SUPPORTED);
        } catch (IllegalArgumentException broken) {
            // A language is a wish: one that cannot be read is no reason to refuse a request.
            return null;
        }
    }
}
