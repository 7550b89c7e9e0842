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
import java.util.List;
import java.util.Map;

/** Gives a mail its looks: HTML that mail programs show well, and text that says the same. */
@Component
public class MailRenderer {
    private static final String UNSUBSCRIBE = "mail/notification-service/unsubscribe";
    private static final String TEMPLATE = "mail/notification-service/mail";

    private final TemplateEngine html = engine(TemplateMode.HTML, ".html");
    private final TemplateEngine text = engine(TemplateMode.TEXT, ".txt");

    /** The text/html part. */
    public String html(MailContent mail) {
        return html.process(TEMPLATE, context(mail));
    }

    /** The text/plain part. */
    public String text(MailContent mail) {
        return text.process(TEMPLATE, context(mail))
                        .replaceAll("\n{3,}", "\n\n")
                        .strip() + "\n";
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

    private static TemplateEngine engine(TemplateMode mode, String suffix) {
        ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver(MailRenderer.class.getClassLoader());
        resolver.setTemplateMode(mode);
        resolver.setSuffix(suffix);
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
        model.put("quote", mail.quote());
        model.put("quotedLines", String.join("\n> ", List.of(mail.quote().split("\n", -1))));
        model.put("linkLabel", mail.linkLabel());
        model.put("link", mail.link());
        model.put("footer", mail.footer());
        model.put("note", mail.note());
        model.put("unsubscribeLabel", mail.unsubscribeLabel());
        model.put("unsubscribe", mail.unsubscribe());
        return new Context(mail.language().locale(), Map.of("mail", model));
    }
}
