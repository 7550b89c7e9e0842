package io.portline.cases.tnscase.mail;

import io.portline.cases.tnscase.InboundMail;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.util.SharedFileInputStream;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * A mail as it came (RFC 5322 with MIME), in a file of its own: its parts are read from there when they are wanted, so that
 * no attachment is ever in memory as a whole. Closing it deletes the file.
 */
public final class MailFile implements AutoCloseable {

    /** Of a whole mail: attachments of 25 MiB are a third larger on their way, so that such a one does not fit. */
    public static final long LARGEST = 30L * 1024 * 1024;

    /** Of what somebody writes; nobody does. */
    private static final int LONGEST_TEXT = 256 * 1024;

    private static final int DEEPEST = 10;
    private static final int MOST_PARTS = 100;

    private static final Set<String> BULK = Set.of("bulk", "junk", "list", "auto_reply");
    private static final List<String> RECIPIENT_HEADERS = List.of("Delivered-To", "X-Original-To", "To", "Cc");

    private final Path file;
    private final SharedFileInputStream bytes;
    private final MimeMessage message;

    private MailFile(Path file, SharedFileInputStream bytes, MimeMessage message) {
        this.file = file;
        this.bytes = bytes;
        this.message = message;
    }

    /** A mail that is larger than {@link #LARGEST}. */
    public static final class TooLargeException extends Exception {
        private static final long serialVersionUID = 1;
    }

    /** Bytes that are no mail. */
    public static final class NotAMailException extends Exception {
        private static final long serialVersionUID = 1;

        NotAMailException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** Reads a mail to a file. */
    public static MailFile read(InputStream in) throws IOException, TooLargeException, NotAMailException {
        Path file = Files.createTempFile("portline-mail-", ".eml");
        try {
            copy(in, file);
            SharedFileInputStream bytes = new SharedFileInputStream(file.toFile());
            try {
                MimeMessage message = new MimeMessage(Session.getInstance(new Properties()), bytes);
                if (!message.getAllHeaders().hasMoreElements()) {
                    throw new NotAMailException("no headers", null);
                }
                return new MailFile(file, bytes, message);
            } catch (MessagingException e) {
                bytes.close();
                throw new NotAMailException("unreadable headers", e);
            }
        } catch (IOException | TooLargeException | NotAMailException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private static void copy(InputStream in, Path file) throws IOException, TooLargeException {
        long copied = 0;
        try (var out = Files.newOutputStream(file)) {
            byte[] buffer = new byte[64 * 1024];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                copied += read;
                if (copied > LARGEST) {
                    throw new TooLargeException();
                }
                out.write(buffer, 0, read);
            }
        }
    }

    /**
     * What a case wants to know of the mail.
     *
     * @param envelopeTo whom the transport says it is for; if nobody, the mail's own headers say so
     */
    public InboundMail inbound(List<String> envelopeTo) throws IOException, NotAMailException {
        try {
            Content content = new Content();
            content.read(message, 0);
            return new InboundMail(
                    messageId(),
                    sender(),
                    envelopeTo.isEmpty() ? recipients() : envelopeTo,
                    automatic(),
                    content.text(),
                    content.attachments);
        } catch (MessagingException e) {
            throw new NotAMailException("unreadable parts", e);
        }
    }

    private String messageId() throws MessagingException, IOException {
        String id = message.getMessageID();
        if (id != null && !id.isBlank() && id.length() <= 900) {
            return id.strip();
        }
        try (InputStream all = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[64 * 1024];
            for (int read = all.read(buffer); read >= 0; read = all.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return "sha-256:" + HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private String sender() throws MessagingException {
        try {
            Address[] from = message.getFrom();
            return from != null && from.length == 1 && from[0] instanceof InternetAddress address
                    ? String.valueOf(address.getAddress())
                    : "";
        } catch (AddressException e) {
            return "";
        }
    }

    private List<String> recipients() throws MessagingException {
        List<String> recipients = new ArrayList<>();
        for (String name : RECIPIENT_HEADERS) {
            String header = message.getHeader(name, ",");
            if (header == null) {
                continue;
            }
            try {
                for (InternetAddress address : InternetAddress.parseHeader(header, false)) {
                    recipients.add(String.valueOf(address.getAddress()));
                }
            } catch (AddressException e) {
                // What is no address is nobody's.
            }
        }
        return recipients;
    }

    /** Whether a program sent it: RFC 3834 for answering machines, RFC 2919 for lists, and what older ones say. */
    private Optional<String> automatic() throws MessagingException {
        String submitted = header("Auto-Submitted");
        if (!submitted.isEmpty() && !submitted.startsWith("no")) {
            return Optional.of("AUTO_SUBMITTED");
        }
        if (!header("List-Id").isEmpty() || !header("List-Unsubscribe").isEmpty()) {
            return Optional.of("LIST");
        }
        if (BULK.contains(header("Precedence"))) {
            return Optional.of("BULK");
        }
        if (!header("X-Autoreply").isEmpty() || !header("X-Autorespond").isEmpty()) {
            return Optional.of("AUTO_REPLY");
        }
        String sender = sender().toLowerCase(Locale.ROOT);
        boolean bounce = header("Return-Path").equals("<>")
                || sender.startsWith("mailer-daemon@")
                || sender.startsWith("postmaster@")
                || message.isMimeType("multipart/report");
        return bounce ? Optional.of("RETURNED_MAIL") : Optional.empty();
    }

    private String header(String name) throws MessagingException {
        String value = message.getHeader(name, ",");
        return value == null ? "" : value.strip().toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() throws IOException {
        try {
            bytes.close();
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** The words of the mail and what is attached; pictures within the words are neither. */
    private static final class Content {
        private final List<InboundMail.Attachment> attachments = new ArrayList<>();
        private final StringBuilder plain = new StringBuilder();
        private final StringBuilder html = new StringBuilder();
        private int parts;

        String text() {
            return plain.isEmpty() ? HtmlText.of(html.toString()) : plain.toString();
        }

        void read(Part part, int depth) throws MessagingException, IOException {
            if (depth > DEEPEST || ++parts > MOST_PARTS) {
                return;
            }
            if (part.isMimeType("multipart/*")) {
                if (part.getContent() instanceof Multipart multipart) {
                    boolean related = part.isMimeType("multipart/related");
                    for (int index = 0; index < multipart.getCount(); index++) {
                        Part inner = multipart.getBodyPart(index);
                        if (!related || index == 0 || Part.ATTACHMENT.equalsIgnoreCase(disposition(inner))) {
                            read(inner, depth + 1);
                        }
                    }
                }
                return;
            }
            String name = fileName(part);
            boolean attached = Part.ATTACHMENT.equalsIgnoreCase(disposition(part)) || !name.isEmpty();
            if (!attached && part.isMimeType("text/plain") && plain.isEmpty()) {
                plain.append(words(part));
            } else if (!attached && part.isMimeType("text/html") && html.isEmpty()) {
                html.append(words(part));
            } else if (attached) {
                attachments.add(new InboundMail.Attachment(name, () -> open(part)));
            }
        }

        private static String words(Part part) throws MessagingException, IOException {
            String charset = part.getContentType() == null ? null : charset(part.getContentType());
            try (InputStream in = part.getInputStream()) {
                byte[] bytes = in.readNBytes(LONGEST_TEXT);
                return new String(bytes, charset == null ? StandardCharsets.UTF_8 : known(charset));
            }
        }

        /** By its name in mails; what no mail program should write is read as UTF-8. */
        private static Charset known(String name) {
            try {
                return Charset.forName(MimeUtility.javaCharset(name));
            } catch (IllegalArgumentException e) {
                return StandardCharsets.UTF_8;
            }
        }

        private static @Nullable String charset(String contentType) {
            try {
                return new jakarta.mail.internet.ContentType(contentType).getParameter("charset");
            } catch (MessagingException e) {
                return null;
            }
        }

        private static InputStream open(Part part) throws IOException {
            try {
                return part.getInputStream();
            } catch (MessagingException e) {
                throw new IOException("An attachment that cannot be read", e);
            }
        }

        private static String disposition(Part part) {
            try {
                return String.valueOf(part.getDisposition());
            } catch (MessagingException e) {
                return "";
            }
        }

        private static String fileName(Part part) {
            try {
                String name = part.getFileName();
                return name == null ? "" : MimeUtility.decodeText(name);
            } catch (MessagingException e) {
                return "";
            } catch (UnsupportedEncodingException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
