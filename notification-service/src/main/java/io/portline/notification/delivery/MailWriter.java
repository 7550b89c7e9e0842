package io.portline.notification.delivery;

import io.portline.notification.delivery.Facts.Moment;
import io.portline.notification.delivery.MailContent.Fact;
import io.portline.numbering.Language;
import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.text.MessageFormat;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;

/** Puts a notification into words, in the contact's language, with the subject's own facts. */
public final class MailWriter {
    private static final String BUNDLE = "mail.notification-service.texts";
    private static final int NUMBERS_SHOWN = 10;

    private final Map<Language, ResourceBundle> texts = new EnumMap<>(Language.class);
    private final URI dashboard;

    /**
     * @param dashboard where the links lead
     */
    public MailWriter(URI dashboard) {
        this.dashboard = dashboard;
        for (Language language : Language.values()) {
            // The machine's own language must not leak into a mail: no fallback but to what is asked for.
            texts.put(
                    language,
                    ResourceBundle.getBundle(
                            BUNDLE,
                            language.locale(),
                            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES)));
        }
    }

    /** The mail's words. */
    public MailContent write(Notification notification, Language language) {
        Words words = new Words(language, resources(language));
        return switch (notification.facts()) {
            case Facts.OfPortOrder order -> ofPortOrder(notification, order, words);
            case Facts.OfCase supportCase -> ofCase(notification, supportCase, words);
        };
    }

    private MailContent ofPortOrder(Notification notification, Facts.OfPortOrder order, Words words) {
        Subject subject = notification.subject();
        Object[] arguments = {
            subject.number(),
            order.name(),
            order.carrier(),
            order.numbers().size(),
            words.moment(order.foc()),
            words.moment(order.requested()),
            words.moment(order.requestedFoc())
        };
        List<Fact> facts = new ArrayList<>();
        facts.add(words.fact("order", subject.number() + " – " + order.name()));
        facts.add(words.fact("status", words.say("status." + order.status())));
        facts.add(words.fact("carrier", order.carrier()));
        facts.add(words.fact("numbers", numbers(order.numbers(), words)));
        if (order.foc() == null) {
            facts.add(words.fact("requested", words.moment(order.requested())));
        } else {
            facts.add(words.fact("foc", words.moment(order.foc())));
        }
        if (order.requestedFoc() != null) {
            facts.add(words.fact("requestedFoc", words.moment(order.requestedFoc())));
        }
        List<String> reasons = order.reasons().stream()
                .map(reason -> reason.texts().getOrDefault(words.language.tag(), reason.code()))
                .toList();
        return content(notification, words, arguments, facts, reasons, "", "/orders/" + subject.id());
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
                words.say(notification.kind().aboutCase() ? "link.case" : "link.order"),
                dashboard.resolve(path).toString(),
                words.say("footer"));
    }

    private static String numbers(List<String> numbers, Words words) {
        String shown = String.join(", ", numbers.subList(0, Math.min(NUMBERS_SHOWN, numbers.size())));
        int more = numbers.size() - NUMBERS_SHOWN;
        return more > 0 ? words.say("numbers.more", shown, more) : shown;
    }

    private ResourceBundle resources(Language language) {
        ResourceBundle bundle = texts.get(language);
        if (bundle == null) {
            throw new IllegalStateException("There are no texts in " + language);
        }
        return bundle;
    }

    private record Words(Language language, ResourceBundle texts) {

        String say(String key, Object... arguments) {
            return new MessageFormat(texts.getString(key), language.locale()).format(arguments);
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
            Locale locale = language.locale();
            String date = moment.local()
                    .format(DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL).localizedBy(locale));
            String time = moment.local().format(DateTimeFormatter.ofPattern("HH:mm", locale));
            return date + " " + time + " (" + moment.zone().getId() + ")";
        }
    }
}
