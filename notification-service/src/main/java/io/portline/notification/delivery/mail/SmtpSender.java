package io.portline.notification.delivery.mail;

import io.portline.notification.delivery.Contact;
import io.portline.notification.delivery.Delivery;
import io.portline.notification.delivery.Facts;
import io.portline.notification.delivery.MailContent;
import io.portline.notification.delivery.MailWriter;
import io.portline.notification.delivery.Sender;
import io.portline.notification.delivery.Subject;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;

import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Sends mails by SMTP: stable Message-IDs, one thread per order or case (References), text and HTML. */
@Component
class SmtpSender implements Sender {
    private static final Logger LOG = LoggerFactory.getLogger(SmtpSender.class);
    private static final Pattern ADDRESS = Pattern.compile("[^\\s<>]+@[^\\s<>]+");
    private static final int LONGEST_ANSWER = 300;

    private final JavaMailSender smtp;
    private final MailWriter writer;
    private final MailRenderer renderer;
    private final MailSettings settings;

    SmtpSender(JavaMailSender smtp, MailWriter writer, MailRenderer renderer, MailSettings settings) {
        this.smtp = smtp;
        this.writer = writer;
        this.renderer = renderer;
        this.settings = settings;
    }

    @Override
    public Outcome send(Delivery delivery, Contact contact) {
        String messageId = "<" + delivery.id() + "@" + settings.messageIdDomain() + ">";
        try {
            smtp.send(message(delivery, contact, messageId));
            return new Outcome.Taken(messageId);
        } catch (MailException failure) {
            return judge(delivery, failure);
        } catch (MessagingException | UnsupportedEncodingException unwritable) {
            // An address that cannot be written into a header will not become writable by waiting.
            return new Outcome.RefusedForGood(answer(unwritable));
        }
    }

    private MimeMessage message(Delivery delivery, Contact contact, String messageId)
            throws MessagingException, UnsupportedEncodingException {
        MailContent content = writer.write(delivery.notification(), contact.language());
        MimeMessage message = smtp.createMimeMessage();
        MimeMessageHelper helper =
                new MimeMessageHelper(message, MimeMessageHelper.MULTIPART_MODE_MIXED, StandardCharsets.UTF_8.name());
        helper.setFrom(new InternetAddress(settings.from(), "Portline", StandardCharsets.UTF_8.name()));
        helper.setTo(new InternetAddress(contact.email(), contact.name(), StandardCharsets.UTF_8.name()));
        helper.setSubject(content.subject());
        helper.setText(renderer.text(content), renderer.html(content));
        message.setHeader("Message-ID", messageId);
        message.setHeader("References", thread(delivery.notification().subject()));
        if (!delivery.firstOfThread()) {
            message.setHeader("In-Reply-To", thread(delivery.notification().subject()));
        }
        message.setHeader("Content-Language", contact.language().tag());
        // RFC 3834: tells out-of-office programs not to answer.
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("X-Portline-Status", status(delivery.notification().facts()));
        message.setHeader(
                "X-Portline-Event", delivery.notification().causeEventId().toString());
        return message;
    }

    /** The thread's root is an id that no mail has, so that it is the same whoever is told, and from when on. */
    private String thread(Subject subject) {
        return "<" + subject.kind().name().toLowerCase(Locale.ROOT).replace('_', '-') + "." + subject.id() + "@"
                + settings.messageIdDomain() + ">";
    }

    private static String status(Facts facts) {
        return switch (facts) {
            case Facts.OfPortOrder order -> order.status();
            case Facts.OfCase supportCase -> supportCase.status();
        };
    }

    private static Outcome judge(Delivery delivery, MailException failure) {
        Optional<Reply> reply = reply(failure);
        if (reply.isPresent() && reply.get().code() / 100 == 5) {
            return new Outcome.RefusedForGood(withoutAddresses(reply.get().text()));
        }
        String answer = reply.map(said -> withoutAddresses(said.text())).orElseGet(() -> answer(failure));
        LOG.info("Delivery {} waits: {}", delivery.id(), answer);
        return new Outcome.TryAgain(answer);
    }

    /** The server's reply to one mail (RFC 5321, 4.2). */
    private record Reply(int code, String text) {
        static Reply of(int code, MessagingException refusal) {
            return new Reply(code, String.valueOf(refusal.getMessage()));
        }
    }

    /** The server's reply to this very message; empty if it never came so far. */
    private static Optional<Reply> reply(MailException failure) {
        Deque<Throwable> open = new ArrayDeque<>();
        open.add(failure);
        if (failure instanceof MailSendException many) {
            open.addAll(many.getFailedMessages().values());
        }
        for (int seen = 0; !open.isEmpty() && seen < 50; seen++) {
            Throwable next = open.poll();
            switch (next) {
                case SMTPAddressFailedException refused -> {
                    return Optional.of(Reply.of(refused.getReturnCode(), refused));
                }
                case SMTPSenderFailedException refused -> {
                    return Optional.of(Reply.of(refused.getReturnCode(), refused));
                }
                case SMTPSendFailedException refused -> {
                    return Optional.of(Reply.of(refused.getReturnCode(), refused));
                }
                default -> {}
            }
            if (next instanceof MessagingException chained && chained.getNextException() != null) {
                open.add(chained.getNextException());
            }
            if (next.getCause() != null) {
                open.add(next.getCause());
            }
        }
        return Optional.empty();
    }

    /** What the server said, without addresses: outcomes are events, and events name no person. */
    private static String answer(Exception failure) {
        Throwable told = failure;
        if (failure instanceof MailSendException many
                && !many.getFailedMessages().isEmpty()) {
            told = many.getFailedMessages().values().iterator().next();
        } else if (failure.getCause() != null) {
            told = failure.getCause();
        }
        String text = told.getMessage() == null ? told.getClass().getSimpleName() : told.getMessage();
        return withoutAddresses(text);
    }

    private static String withoutAddresses(String text) {
        String shown = ADDRESS.matcher(text).replaceAll("…").strip();
        return shown.length() <= LONGEST_ANSWER ? shown : shown.substring(0, LONGEST_ANSWER);
    }
}
