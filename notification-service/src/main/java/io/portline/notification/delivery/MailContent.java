package io.portline.notification.delivery;

import io.portline.numbering.Language;

import java.util.List;

/**
 * A mail in words, before it gets its looks.
 *
 * @param facts what the order or case is, line by line
 * @param reasons what is wrong and what to do about it; empty if nothing is
 * @param quote the words of the desk or the customer; empty if there are none
 * @param note what is special about this very mail, such as that it was sent again; empty if nothing is
 * @param unsubscribe where these mails can be ended; empty if they cannot
 */
public record MailContent(
        Language language,
        String subject,
        String headline,
        String text,
        List<Fact> facts,
        String reasonsHeading,
        List<String> reasons,
        String quote,
        String linkLabel,
        String link,
        String footer,
        String note,
        String unsubscribeLabel,
        String unsubscribe) {

    public MailContent {
        facts = List.copyOf(facts);
        reasons = List.copyOf(reasons);
    }

    public boolean hasReasons() {
        return !reasons.isEmpty();
    }

    public boolean hasQuote() {
        return !quote.isEmpty();
    }

    /** The quote as plain text shows it, line by line. */
    public List<String> quoteLines() {
        return quote.lines().toList();
    }

    /** One line of facts. */
    public record Fact(String label, String value) {}

    /** The same mail as it is sent to one contact. */
    MailContent to(String ownNote, String ownUnsubscribe) {
        return new MailContent(
                language,
                subject,
                headline,
                text,
                facts,
                reasonsHeading,
                reasons,
                quote,
                linkLabel,
                link,
                footer,
                ownNote,
                unsubscribeLabel,
                ownUnsubscribe);
    }
}
