package io.portline.notification.delivery.mail;

import io.portline.notification.delivery.Contact;
import io.portline.notification.delivery.Delivery;
import io.portline.notification.delivery.Sender;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.javamail.JavaMailSenderImpl;

import java.io.UnsupportedEncodingException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Pattern;

/** One connection to the mail server, kept for many mails. For one thread. */
final class SmtpConnection implements Sender {
    private static final Logger LOG = LoggerFactory.getLogger(SmtpConnection.class);
    private static final Pattern ADDRESS = Pattern.compile("[^\\s<>]+@[^\\s<>]+");
    private static final int LONGEST_ANSWER = 300;
    /** Servers like to see new connections from time to time, and balancers need them. */
    private static final int MAILS_PER_CONNECTION = 500;
    /** A connection that rested longer than this is asked first whether it still lives. */
    private static final Duration TRUSTED_FOR = Duration.ofSeconds(5);
    /** RFC 5321, 4.2.3: the server is closing down. */
    private static final int CLOSING = 421;

    private final JavaMailSenderImpl server;
    private final MailMessages messages;
    private final Clock realClock;
    private @Nullable Transport transport;
    private int sent;
    private Instant usedLast = Instant.MIN;

    SmtpConnection(JavaMailSenderImpl server, MailMessages messages, Clock realClock) {
        this.server = server;
        this.messages = messages;
        this.realClock = realClock;
    }

    @Override
    public Outcome send(Delivery delivery, Contact contact) {
        MimeMessage message;
        try {
            message = messages.write(delivery, contact, server.getSession());
        } catch (MessagingException | UnsupportedEncodingException unwritable) {
            // An address that cannot be written into a header will not become writable by waiting.
            return new Outcome.RefusedForGood(withoutAddresses(text(unwritable)));
        }
        Transport open;
        try {
            open = connected();
        } catch (MessagingException away) {
            release();
            return away(delivery, away);
        }
        try {
            open.sendMessage(message, message.getAllRecipients());
            sent++;
            usedLast = realClock.instant();
            return new Outcome.Taken(messages.messageId(delivery));
        } catch (MessagingException failure) {
            return judge(delivery, failure);
        }
    }

    @Override
    public void release() {
        Transport open = transport;
        transport = null;
        sent = 0;
        if (open != null) {
            try {
                open.close();
            } catch (MessagingException alreadyGone) {
                LOG.debug("A connection to the mail server was gone before it was closed", alreadyGone);
            }
        }
    }

    private Transport connected() throws MessagingException {
        Transport open = transport;
        if (open != null && sent < MAILS_PER_CONNECTION) {
            boolean trusted = realClock.instant().isBefore(usedLast.plus(TRUSTED_FOR));
            // isConnected asks the server.
            if (trusted || open.isConnected()) {
                return open;
            }
        }
        release();
        Session session = server.getSession();
        String protocol = server.getProtocol() == null ? JavaMailSenderImpl.DEFAULT_PROTOCOL : server.getProtocol();
        Transport opened = session.getTransport(protocol);
        opened.connect(server.getHost(), server.getPort(), server.getUsername(), server.getPassword());
        transport = opened;
        return opened;
    }

    private Outcome judge(Delivery delivery, MessagingException failure) {
        Optional<Reply> reply = reply(failure);
        if (reply.isEmpty() || reply.get().code() == CLOSING) {
            release();
            return away(delivery, failure);
        }
        usedLast = realClock.instant();
        String answer = withoutAddresses(reply.get().text());
        if (reply.get().code() / 100 == 5) {
            return new Outcome.RefusedForGood(answer);
        }
        LOG.info("Delivery {} is put off: {}", delivery.id(), answer);
        return new Outcome.TryAgain(answer);
    }

    private static Outcome away(Delivery delivery, MessagingException failure) {
        String answer = withoutAddresses(
                failure.getCause() == null ? text(failure) : text(failure) + ": " + text(failure.getCause()));
        LOG.info("Delivery {} waits for the mail server: {}", delivery.id(), answer);
        return new Outcome.Away(answer);
    }

    /** The server's reply to one mail (RFC 5321, 4.2). */
    private record Reply(int code, String text) {
        static Reply of(int code, MessagingException refusal) {
            return new Reply(code, SmtpConnection.text(refusal));
        }
    }

    /** The server's reply to this very message; empty if it never came so far. */
    private static Optional<Reply> reply(MessagingException failure) {
        Deque<Throwable> open = new ArrayDeque<>();
        open.add(failure);
        Optional<Reply> general = Optional.empty();
        for (int seen = 0; !open.isEmpty() && seen < 50; seen++) {
            Throwable next = open.poll();
            switch (next) {
                case SMTPAddressFailedException refused -> {
                    return Optional.of(Reply.of(refused.getReturnCode(), refused));
                }
                case SMTPSenderFailedException refused -> {
                    return Optional.of(Reply.of(refused.getReturnCode(), refused));
                }
                // Around an address that failed, too: what was said of the address is the more exact answer.
                case SMTPSendFailedException refused
                when refused.getReturnCode() >= 400 ->
                    general = Optional.of(Reply.of(refused.getReturnCode(), refused));
                default -> {}
            }
            if (next instanceof MessagingException chained && chained.getNextException() != null) {
                open.add(chained.getNextException());
            }
            if (next.getCause() != null) {
                open.add(next.getCause());
            }
        }
        return general;
    }

    private static String text(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    /** Outcomes are events, and events name no person. */
    private static String withoutAddresses(String text) {
        String shown = ADDRESS.matcher(text).replaceAll("…").strip();
        return shown.length() <= LONGEST_ANSWER ? shown : shown.substring(0, LONGEST_ANSWER);
    }
}
