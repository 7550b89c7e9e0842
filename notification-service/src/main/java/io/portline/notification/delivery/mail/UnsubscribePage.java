package io.portline.notification.delivery.mail;

import io.portline.notification.delivery.MailWriter;
import io.portline.notification.delivery.Subscriptions;
import org.springframework.stereotype.Component;

/** The page behind the link that ends mails, in the contact's language. */
@Component
public class UnsubscribePage {
    private final MailWriter writer;
    private final MailRenderer renderer;

    UnsubscribePage(MailWriter writer, MailRenderer renderer) {
        this.writer = writer;
        this.renderer = renderer;
    }

    /** The page as things stand. */
    public String of(Subscriptions.Found found) {
        return renderer.page(writer.unsubscribePage(found));
    }
}
