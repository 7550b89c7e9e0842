package io.portline.notification.delivery.mail;

import io.portline.notification.delivery.MailContent;
import io.portline.notification.delivery.MailWriter;
import io.portline.numbering.Language;
import org.springframework.stereotype.Component;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

import java.util.LinkedHashMap;
import java.util.Map;

/** Gives a mail its looks: HTML that mail programs show well, and text that says the same. */
@Component
public class MailRenderer {
    private static final String UNSUBSCRIBE = "mail/notification-service/unsubscribe";
    private static final String TEMPLATE = "mail/notification-service/mail";

    private final TemplateEngine html = engine();

    /** The text/html part. */
    public String html(MailContent mail) {
        return html.process(TEMPLATE, context(mail));
    }

    /** The text/plain part. */
    public String text(MailContent mail) {
        StringBuilder text = new StringBuilder(1_000);
        if (!mail.note().isEmpty()) {
            text.append('(').append(mail.note()).append(")\n\n");
        }
        text.append(mail.headline()).append("\n\n").append(mail.text()).append("\n\n");
        if (!mail.quote().isEmpty()) {
            mail.quote().lines().forEach(line -> text.append("> ").append(line).append('\n'));
            text.append('\n');
        }
        if (!mail.reasons().isEmpty()) {
            text.append(mail.reasonsHeading()).append(":\n");
            mail.reasons().forEach(reason -> text.append("- ").append(reason).append('\n'));
            text.append('\n');
        }
        mail.facts()
                .forEach(fact -> text.append(fact.label())
                        .append(": ")
                        .append(fact.value())
                        .append('\n'));
        text.append('\n')
                .append(mail.linkLabel())
                .append(": ")
                .append(mail.link())
                .append("\n\n");
        // RFC 3676, 4.3: what follows is a signature.
        text.append("-- \n").append(mail.footer()).append('\n');
        if (!mail.unsubscribe().isEmpty()) {
            text.append(mail.unsubscribeLabel())
                    .append(": ")
                    .append(mail.unsubscribe())
                    .append('\n');
        }
        return text.toString();
    }

    /** The page behind the link that ends mails. */
    String page(Language language, MailWriter.UnsubscribeWords words) {
        Map<String, Object> model = Map.of(
                "language", language.tag(),
                "title", words.title(),
                "headline", words.headline(),
                "text", words.text(),
                "button", words.button(),
                "ended", words.ended());
        return html.process(UNSUBSCRIBE, new Context(language.locale(), Map.of("page", model)));
    }

    private static TemplateEngine engine() {
        ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver(MailRenderer.class.getClassLoader());
        resolver.setTemplateMode(TemplateMode.HTML);
        resolver.setSuffix(".html");
        resolver.setCharacterEncoding("UTF-8");
        SpringTemplateEngine engine = new SpringTemplateEngine();
        engine.setEnableSpringELCompiler(true);
        engine.setTemplateResolver(resolver);
        return engine;
    }

    /** Maps, because the template language does not know the accessors of records. */
    private static Context context(MailContent mail) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("language", mail.language().tag());
        model.put("subject", mail.subject());
        model.put("headline", mail.headline());
        model.put("text", mail.text());
        model.put(
                "facts",
                mail.facts().stream()
                        .map(fact -> Map.of("label", fact.label(), "value", fact.value()))
                        .toList());
        model.put("reasonsHeading", mail.reasonsHeading());
        model.put("reasons", mail.reasons());
        model.put("hasReasons", !mail.reasons().isEmpty());
        model.put("quote", mail.quote());
        model.put("hasQuote", !mail.quote().isEmpty());
        model.put("linkLabel", mail.linkLabel());
        model.put("link", mail.link());
        model.put("footer", mail.footer());
        model.put("note", mail.note());
        model.put("hasNote", !mail.note().isEmpty());
        model.put("unsubscribeLabel", mail.unsubscribeLabel());
        model.put("unsubscribe", mail.unsubscribe());
        model.put("hasUnsubscribe", !mail.unsubscribe().isEmpty());
        return new Context(mail.language().locale(), Map.of("mail", model));
    }
}
