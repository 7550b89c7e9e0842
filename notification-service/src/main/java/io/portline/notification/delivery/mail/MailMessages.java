package io.portline.notification.delivery.mail;

import io.portline.notification.delivery.Contact;
import io.portline.notification.delivery.Delivery;
import io.portline.notification.delivery.Facts;
import io.portline.notification.delivery.MailContent;
import io.portline.notification.delivery.MailWriter;
import io.portline.notification.delivery.Notification;
import io.portline.notification.delivery.Subject;
import jakarta.activation.DataHandler;
import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;

/** Deliveries as mails: stable Message-IDs, one thread per order or case (References), text and HTML, a way out. */
@Component
class MailMessages {
    private static final String ENCODING = "Content-Transfer-Encoding";
    private static final String UTF_8 = StandardCharsets.UTF_8.name();
    /** RFC 5322, 3.3. */
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

    private final MailWriter writer;
    private final MailRenderer renderer;
    private final MailSettings settings;
    private final Clock realClock;

    MailMessages(
            MailWriter writer, MailRenderer renderer, MailSettings settings, @Qualifier("realClock") Clock realClock) {
        this.writer = writer;
        this.renderer = renderer;
        this.settings = settings;
        this.realClock = realClock;
    }

    /** The same for every attempt at this delivery. */
    String messageId(Delivery delivery) {
        return "<" + delivery.id() + "@" + settings.messageIdDomain() + ">";
    }

    MimeMessage write(Delivery delivery, Contact contact, Session session)
            throws MessagingException, UnsupportedEncodingException {
        Notification notification = delivery.notification();
        Subject subject = notification.subject();
        URI unsubscribe = unsubscribe(delivery);
        MailContent content = writer.write(delivery, contact.language(), unsubscribe);
        MimeMessage message = new WithOwnId(session, messageId(delivery));
        message.setFrom(new InternetAddress(settings.from(), "Portline", UTF_8));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(contact.email(), contact.name(), UTF_8));
        if (contact.replyTo() != null) {
            message.setReplyTo(new Address[] {new InternetAddress(contact.replyTo(), "Portline TNS", UTF_8)});
        }
        message.setSubject(content.subject(), UTF_8);
        message.setHeader("Date", DATE.format(realClock.instant().atOffset(ZoneOffset.UTC)));
        message.setHeader("References", thread(subject));
        if (!delivery.firstOfThread()) {
            message.setHeader("In-Reply-To", thread(subject));
        }
        message.setHeader("Content-Language", contact.language().tag());
        // RFC 3834: tells out-of-office programs not to answer.
        message.setHeader("Auto-Submitted", "auto-generated");
        if (unsubscribe != null) {
            // RFC 2369 and RFC 8058: mail programs show a button, and press it with one POST.
            message.setHeader("List-Unsubscribe", "<" + unsubscribe + ">");
            message.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        message.setHeader("X-Portline-Notification", notification.kind().key());
        if (!notification.kind().reminder()) {
            message.setHeader("X-Portline-Status", status(notification.facts()));
        }
        message.setHeader("X-Portline-Event", notification.causeEventId().toString());
        if (delivery.resendOf() != null) {
            message.setHeader("X-Portline-Resend-Of", delivery.resendOf().toString());
        }
        MimeMultipart alternatives = new MimeMultipart("alternative");
        alternatives.addBodyPart(plain(renderer.text(content)));
        alternatives.addBodyPart(html(renderer.html(content)));
        message.setContent(alternatives);
        message.saveChanges();
        return message;
    }

    /** The library gives every mail that is saved a random id, unless told otherwise here. */
    private static final class WithOwnId extends MimeMessage {
        private final String id;

        WithOwnId(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }

    private @Nullable URI unsubscribe(Delivery delivery) {
        Delivery.Subscription subscription = delivery.subscription();
        return subscription == null ? null : settings.unsubscribeBase().resolve("/u/" + subscription.token());
    }

    /** As bytes whose encoding is said: the library would write a text once more, to find out which one suits. */
    private static MimeBodyPart plain(String text) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(
                new ByteArrayDataSource(text.getBytes(StandardCharsets.UTF_8), "text/plain; charset=" + UTF_8)));
        part.setHeader(ENCODING, "quoted-printable");
        return part;
    }

    /** Encoded already, for nobody reads it as it is; the library's encoder took a third of a sender's time. */
    private static MimeBodyPart html(String html) throws MessagingException {
        InternetHeaders headers = new InternetHeaders();
        headers.setHeader("Content-Type", "text/html; charset=" + UTF_8);
        headers.setHeader(ENCODING, "base64");
        return new MimeBodyPart(headers, Base64.getMimeEncoder().encode(html.getBytes(StandardCharsets.UTF_8)));
    }

    /** The thread's root is an id that no mail has, so that it is the same whoever is told, and from when on. */
    private String thread(Subject subject) {
        return "<" + subject.kind().key() + "." + subject.id() + "@" + settings.messageIdDomain() + ">";
    }

    private static String status(Facts facts) {
        return switch (facts) {
            case Facts.OfPortOrder order -> order.status();
            case Facts.OfPortOut portOut -> portOut.status();
            case Facts.OfCase supportCase -> supportCase.status();
        };
    }
}
