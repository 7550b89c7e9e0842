package io.portline.web.problem;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.support.ResourceBundleMessageSource;

import java.util.Locale;

/** Looks up texts in the application's message bundles and then in our own, so that a service can add and reword. */
public final class ProblemTexts {

    private final MessageSource application;
    private final MessageSource standard;

    public ProblemTexts(MessageSource application) {
        this.application = application;
        ResourceBundleMessageSource bundle = new ResourceBundleMessageSource();
        bundle.setBasename("messages/service-web/problems");
        bundle.setDefaultEncoding("UTF-8");
        // The language of the machine must not decide what a caller reads.
        bundle.setFallbackToSystemLocale(false);
        bundle.setAlwaysUseMessageFormat(true);
        this.standard = bundle;
    }

    /** The text, or null if no bundle has it. */
    public @Nullable String find(String key, Locale language, Object... arguments) {
        String text = application.getMessage(key, arguments, null, language);
        return text != null ? text : standard.getMessage(key, arguments, null, language);
    }

    /** The text, or that other one if no bundle has it. */
    public String get(String key, Locale language, String otherwise, Object... arguments) {
        String text = find(key, language, arguments);
        return text != null ? text : otherwise;
    }
}
