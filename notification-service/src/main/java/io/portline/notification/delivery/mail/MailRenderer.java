package io.portline.notification.delivery.mail;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.portline.notification.delivery.MailContent;
import io.portline.notification.delivery.MailWriter;
import org.springframework.stereotype.Component;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Gives a mail its looks: HTML that mail programs show well, and text that says the same. */
@Component
public class MailRenderer {
    private static final String TEMPLATES = "/mail/notification-service/";

    // Missing words are errors; an empty text leaves out the section of its name.
    private static final Mustache.Compiler HTML = Mustache.compiler().emptyStringIsFalse(true);
    private static final Mustache.Compiler PLAIN = HTML.escapeHTML(false);

    private final Template html = template(HTML, "mail.html");
    private final Template text = template(PLAIN, "mail.txt");
    private final Template unsubscribe = template(HTML, "unsubscribe.html");

    /** The text/html part. */
    public String html(MailContent mail) {
        return html.execute(mail);
    }

    /** The text/plain part; what follows "-- " is its signature (RFC 3676, 4.3). */
    public String text(MailContent mail) {
        return text.execute(mail);
    }

    /** The page behind the link that ends mails. */
    String page(MailWriter.UnsubscribeWords words) {
        return unsubscribe.execute(words);
    }

    private static Template template(Mustache.Compiler compiler, String name) {
        String path = TEMPLATES + name + ".mustache";
        try (InputStream bytes = Objects.requireNonNull(MailRenderer.class.getResourceAsStream(path), path);
                Reader template = new InputStreamReader(bytes, StandardCharsets.UTF_8)) {
            return compiler.compile(template);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(path, unreadable);
        }
    }
}
