package io.portline.notification.delivery;

import io.portline.notification.delivery.Facts.Moment;
import io.portline.notification.delivery.MailContent.Fact;
import io.portline.numbering.Language;
import io.portline.numbering.RejectionCode;
import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.text.MessageFormat;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.concurrent.ConcurrentHashMap;

/** Puts a notification into words, in the contact's language, with the subject's own facts. */
public final class MailWriter {
    private static final String BUNDLE = "mail.notification-service.texts";
    private static final int NUMBERS_SHOWN = 10;

    private final Map<Language, Words> words = new EnumMap<>(Language.class);
    private final URI dashboard;

    /**
     * @param dashboard where the links lead
     */
    public MailWriter(URI dashboard) {
        this.dashboard = dashboard;
        for (Language language : Language.values()) {
            // The machine's own language must not leak into a mail: no fallback but to what is asked for.
            words.put(
                    language,
                    new Words(
                            language,
                            ResourceBundle.getBundle(
                                    BUNDLE,
                                    language.locale(),
                                    ResourceBundle.Control.getNoFallbackControl(
                                            ResourceBundle.Control.FORMAT_PROPERTIES))));
        }
    }

    /** The mail's words. */
    public MailContent write(Notification notification, Language language) {
        Words words = words(language);
        return switch (notification.facts()) {
            case Facts.OfPortOrder order -> ofPortOrder(notification, order, words);
            case Facts.OfPortOut portOut -> ofPortOut(notification, portOut, words);
            case Facts.OfCase supportCase -> ofCase(notification, supportCase, words);
        };
    }

    /**
     * The words of one delivery: those of its notification, whether it was sent again, and how to end these mails.
     *
     * @param unsubscribe where these mails can be ended; null if they cannot
     */
    public MailContent write(Delivery delivery, Language language, @Nullable URI unsubscribe) {
        return write(delivery.notification(), language)
                .to(
                        delivery.resendOf() == null ? "" : words(language).say("resent"),
                        unsubscribe == null ? "" : unsubscribe.toString());
    }

    /** The words of the page behind the link that ends mails. */
    public UnsubscribeWords unsubscribePage(Subscriptions.Found found) {
        Words words = words(found.language());
        String state = found.ended() ? "ended" : "ask";
        String kind = "unsubscribe." + found.subject().kind().key();
        return new UnsubscribeWords(
                found.language(),
                words.say(kind, found.subject().number()),
                words.say("unsubscribe-page." + state + ".headline"),
                words.say("unsubscribe-page." + state + ".text", found.subject().number()),
                words.say("unsubscribe-page." + state + ".button"),
                found.ended());
    }

    /**
     * What the page says.
     *
     * @param ended whether the button begins the mails again, instead of ending them
     */
    public record UnsubscribeWords(
            Language language, String title, String headline, String text, String button, boolean ended) {}

    private MailContent ofPortOrder(Notification notification, Facts.OfPortOrder order, Words words) {
        Subject subject = notification.subject();
        String foc = words.moment(order.foc());
        String requested = words.moment(order.requested());
        String requestedFoc = words.moment(order.requestedFoc());
        Object[] arguments = {
            subject.number(), order.name(), order.carrier(), order.numbers().size(), foc, requested, requestedFoc
        };
        List<Fact> facts = new ArrayList<>();
        facts.add(words.fact("order", subject.number() + " – " + order.name()));
        facts.add(words.fact("status", words.say("status." + order.status())));
        facts.add(words.fact("carrier", order.carrier()));
        facts.add(words.fact("numbers", numbers(order.numbers(), words)));
        if (order.foc() == null) {
            facts.add(words.fact("requested", requested));
        } else {
            facts.add(words.fact("foc", foc));
        }
        if (order.requestedFoc() != null) {
            facts.add(words.fact("requestedFoc", requestedFoc));
        }
        List<String> reasons = order.reasons().stream()
                .map(reason -> reason.texts().getOrDefault(words.language.tag(), reason.code()))
                .toList();
        return content(notification, words, arguments, facts, reasons, "", "/orders/" + subject.id());
    }

    private MailContent ofPortOut(Notification notification, Facts.OfPortOut portOut, Words words) {
        Subject subject = notification.subject();
        Object[] arguments = {
            subject.number(),
            portOut.carrier(),
            portOut.numbers().size(),
            words.moment(portOut.completesAt()),
            words.moment(portOut.requested()),
            words.moment(portOut.lockedUntil())
        };
        List<Fact> facts = new ArrayList<>();
        facts.add(words.fact("portOut", subject.number()));
        facts.add(words.fact("status", words.say("port-out-status." + portOut.status())));
        facts.add(words.fact("winningCarrier", portOut.carrier()));
        facts.add(words.fact("numbers", numbers(portOut.numbers(), words)));
        facts.add(words.fact("requested", words.moment(portOut.requested())));
        if (portOut.completesAt() != null) {
            facts.add(words.fact("completesAt", words.moment(portOut.completesAt())));
        }
        if (portOut.lockedUntil() != null) {
            facts.add(words.fact("lockedUntil", words.moment(portOut.lockedUntil())));
        }
        List<String> reasons = portOut.reasonCodes().stream()
                .map(code -> words.knows("port-out-reason." + code)
                        ? words.say("port-out-reason." + code)
                        : RejectionCode.of(code)
                                .map(known -> known.text(words.language.locale()))
                                .orElse(code))
                .toList();
        return content(notification, words, arguments, facts, reasons, "", "/port-outs/" + subject.id());
    }

    private MailContent ofCase(Notification notification, Facts.OfCase supportCase, Words words) {
        Subject subject = notification.subject();
        Object[] arguments = {subject.number(), supportCase.title()};
        List<Fact> facts = new ArrayList<>();
        facts.add(words.fact("case", subject.number() + " – " + supportCase.title()));
        facts.add(words.fact("status", words.say("case-status." + supportCase.status())));
        String closingReason = supportCase.closingReason();
        if (closingReason != null && words.knows("closing-reason." + closingReason)) {
            facts.add(words.fact("closingReason", words.say("closing-reason." + closingReason)));
        }
        if (supportCase.requested() != null) {
            facts.add(words.fact("requested", words.moment(supportCase.requested())));
        }
        if (!supportCase.documents().isEmpty()) {
            facts.add(words.fact("documents", String.join(", ", supportCase.documents())));
        }
        String said = supportCase.words() == null ? "" : supportCase.words();
        return content(notification, words, arguments, facts, List.of(), said, "/cases/" + subject.id());
    }

    private MailContent content(
            Notification notification,
            Words words,
            Object[] arguments,
            List<Fact> facts,
            List<String> reasons,
            String quote,
            String path) {
        String key = notification.kind().key();
        return new MailContent(
                words.language,
                words.say(key + ".subject", arguments),
                words.say(key + ".headline", arguments),
                words.say(key + ".text", arguments),
                facts,
                words.say("reasons"),
                reasons,
                quote,
                words.say("link." + notification.kind().subjectKind().key()),
                dashboard.resolve(path).toString(),
                words.say("footer"),
                "",
                words.say("unsubscribe." + notification.kind().subjectKind().key(), subject(notification)),
                "");
    }

    private static String subject(Notification notification) {
        return notification.subject().number();
    }

    private static String numbers(List<String> numbers, Words words) {
        String shown = String.join(", ", numbers.subList(0, Math.min(NUMBERS_SHOWN, numbers.size())));
        int more = numbers.size() - NUMBERS_SHOWN;
        return more > 0 ? words.say("numbers.more", shown, more) : shown;
    }

    private Words words(Language language) {
        Words known = words.get(language);
        if (known == null) {
            throw new IllegalStateException("There are no texts in " + language);
        }
        return known;
    }

    /** A language's words; what needs no facts is put together once. */
    private static final class Words {
        private final Language language;
        private final ResourceBundle texts;
        private final Map<String, String> said = new ConcurrentHashMap<>();
        private final Map<String, MessageFormat> formats = new ConcurrentHashMap<>();
        private final DateTimeFormatter date;
        private final DateTimeFormatter time;

        Words(Language language, ResourceBundle texts) {
            this.language = language;
            this.texts = texts;
            this.date = DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL).localizedBy(language.locale());
            this.time = DateTimeFormatter.ofPattern("HH:mm", language.locale());
        }

        String say(String key, Object... arguments) {
            return arguments.length == 0 ? said.computeIfAbsent(key, this::format) : format(key, arguments);
        }

        private String format(String key, Object... arguments) {
            MessageFormat format =
                    formats.computeIfAbsent(key, text -> new MessageFormat(texts.getString(text), language.locale()));
            // Each writes with a copy: a format is for one thread.
            return ((MessageFormat) format.clone()).format(arguments);
        }

        boolean knows(String key) {
            return texts.containsKey(key);
        }

        Fact fact(String label, String value) {
            return new Fact(say("fact." + label), value);
        }

        /** In the reader's way of writing dates, in the port's own local time, with its zone. */
        String moment(@Nullable Moment moment) {
            if (moment == null) {
                return "–";
            }
            return moment.local().format(date) + " " + moment.local().format(time) + " ("
                    + moment.zone().getId() + ")";
        }
    }
}
