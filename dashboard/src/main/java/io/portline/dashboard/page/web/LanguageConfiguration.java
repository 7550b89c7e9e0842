package io.portline.dashboard.page.web;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.StringUtils;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The language: the user's choice, else the browser's, else English. */
@Configuration(proxyBeanMethods = false)
public class LanguageConfiguration {

    /** What we speak, in the order in which it is offered. */
    public static final List<Locale> SPOKEN = List.of(Locale.ENGLISH, Locale.FRENCH, Locale.JAPANESE);

    @Bean
    LocaleResolver localeResolver() {
        AcceptHeaderLocaleResolver browser = new AcceptHeaderLocaleResolver();
        browser.setSupportedLocales(SPOKEN);
        browser.setDefaultLocale(Locale.ENGLISH);
        CookieLocaleResolver choice = new CookieLocaleResolver("portline_language") {
            // A cookie that anybody may write chooses among what we speak and nothing else.
            @Override
            protected Locale parseLocaleValue(String value) {
                Locale asked = StringUtils.parseLocale(value);
                return SPOKEN.stream()
                        .filter(spoken -> asked != null && spoken.getLanguage().equals(asked.getLanguage()))
                        .findFirst()
                        .orElse(Locale.ENGLISH);
            }
        };
        choice.setCookieMaxAge(Duration.ofDays(365));
        choice.setCookieHttpOnly(true);
        choice.setCookieSameSite("Lax");
        choice.setRejectInvalidCookies(false);
        choice.setDefaultLocaleFunction((HttpServletRequest request) -> browser.resolveLocale(request));
        return choice;
    }
}
