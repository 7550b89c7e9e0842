package io.portline.notification.delivery;

import io.portline.numbering.Language;

import java.util.List;

/**
 * A mail in words, before it gets its looks.
 *
 * @param facts what the order or case is, line by line
 * @param reasons what is wrong and what to do about it; empty if nothing is
 * @param quote the words of the desk or the customer; empty if there are none
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
        String footer) {

    public MailContent {
        facts = List.copyOf(facts);
        reasons = List.copyOf(reasons);
    }

    /** One line of facts. */
    public record Fact(String label, String value) {}
}
