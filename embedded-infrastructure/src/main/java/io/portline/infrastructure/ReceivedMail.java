package io.portline.infrastructure;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import org.eclipse.angus.mail.util.MailStreamProvider;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * A mail as it came over SMTP.
 *
 * @param number     1, 2, … in the order of arrival
 * @param receivedAt real time
 * @param envelopeTo who it was for, by the envelope
 * @param from       the From header's addresses, decoded
 * @param to         the To header's addresses, decoded
 * @param language   the Content-Language header; empty if there is none
 * @param messageId  the Message-ID header; empty if there is none
 * @param text       the text/plain part; empty if there is none
 * @param html       the text/html part; empty if there is none
 * @param headers    every header's values as sent, by the header's name in lower case
 */
public record ReceivedMail(
        int number,
        Instant receivedAt,
        List<String> envelopeTo,
        String from,
        String to,
        String subject,
        String language,
        String messageId,
        String text,
        String html,
        Map<String, List<String>> headers) {

    /** One for all: each new one would search the class path. */
    private static final Session SESSION = Session.getInstance(new Properties());

    static {
        // Otherwise it is searched for several times a mail.
        System.getProperties().putIfAbsent("jakarta.mail.util.StreamProvider", MailStreamProvider.class.getName());
    }

    public ReceivedMail {
        envelopeTo = List.copyOf(envelopeTo);
        headers = Map.copyOf(headers);
    }

    /** The first value of a header, unfolded; empty if there is none. */
    public String header(String name) {
        List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
        return values.isEmpty() ? "" : values.getFirst();
    }

    static ReceivedMail parse(int number, Instant receivedAt, List<String> envelopeTo, byte[] raw) {
        try {
            MimeMessage message = new MimeMessage(SESSION, new ByteArrayInputStream(raw));
            Bodies bodies = new Bodies();
            bodies.read(message);
            Map<String, List<String>> headers = new HashMap<>();
            message.getAllHeaders()
                    .asIterator()
                    .forEachRemaining(header -> headers.computeIfAbsent(
                                    header.getName().toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                            .add(header.getValue().replaceAll("\\r?\\n(?=[ \\t])", "")));
            return new ReceivedMail(
                    number,
                    receivedAt,
                    envelopeTo,
                    addresses(message.getFrom()),
                    addresses(message.getRecipients(MimeMessage.RecipientType.TO)),
                    orEmpty(message.getSubject()),
                    orEmpty(message.getHeader("Content-Language", ",")),
                    orEmpty(message.getMessageID()),
                    bodies.text,
                    bodies.html,
                    headers);
        } catch (MessagingException | IOException e) {
            throw new InfrastructureException("Cannot read mail " + number, e);
        }
    }

    private static String addresses(jakarta.mail.Address @Nullable [] addresses) {
        if (addresses == null) {
            return "";
        }
        return String.join(
                ", ",
                Arrays.stream(addresses)
                        .map(address -> address instanceof InternetAddress internet
                                ? internet.toUnicodeString()
                                : address.toString())
                        .toList());
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static final class Bodies {
        private String text = "";
        private String html = "";

        void read(Part part) throws MessagingException, IOException {
            if (part.isMimeType("text/plain") && text.isEmpty()) {
                text = String.valueOf(part.getContent());
            } else if (part.isMimeType("text/html") && html.isEmpty()) {
                html = String.valueOf(part.getContent());
            } else if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart multipart) {
                for (int i = 0; i < multipart.getCount(); i++) {
                    BodyPart inner = multipart.getBodyPart(i);
                    read(inner);
                }
            }
        }
    }
}
