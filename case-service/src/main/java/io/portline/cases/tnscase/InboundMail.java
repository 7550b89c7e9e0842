package io.portline.cases.tnscase;

import java.util.List;
import java.util.Optional;

/**
 * A mail as far as a case wants to know of it.
 *
 * @param messageId its Message-ID, or a fingerprint where it has none
 * @param from the sender's address, as the mail says; empty if it says none
 * @param recipients the addresses it is for
 * @param automatic whether a program sent it: an absence notice, a list, a returned mail. Why, as a word of the protocol
 * @param text what it says, whole
 */
public record InboundMail(
        String messageId,
        String from,
        List<String> recipients,
        Optional<String> automatic,
        String text,
        List<Attachment> attachments) {

    /** @param name as the mail calls it; empty if it has none */
    public record Attachment(String name, DocumentContent content) {}

    public InboundMail {
        recipients = List.copyOf(recipients);
        attachments = List.copyOf(attachments);
    }
}
