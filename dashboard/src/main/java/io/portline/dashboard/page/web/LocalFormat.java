package io.portline.dashboard.page.web;

import io.portline.numbering.PhoneNumber;
import org.jspecify.annotations.Nullable;

import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;

/** Dates, numbers and names as the reader's language writes them; {@code fmt} in the templates. */
public final class LocalFormat {

    private final Locale locale;
    private final DateTimeFormatter dateTime;
    private final DateTimeFormatter date;

    public LocalFormat(Locale locale) {
        this.locale = locale;
        this.dateTime = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(locale);
        this.date = DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(locale);
    }

    /** Local date and time, without the zone. */
    public String dateTime(ZonedDateTime moment) {
        return dateTime.format(moment);
    }

    /** An instant by the clocks of a zone, without naming it. */
    public String dateTime(Instant instant, ZoneId zone) {
        return dateTime.format(instant.atZone(zone));
    }

    /** Local date and time with the zone: complete in a sentence. */
    public String full(ZonedDateTime moment) {
        return dateTime(moment) + " (" + zone(moment) + ")";
    }

    public String full(Instant instant, ZoneId zone) {
        return full(instant.atZone(zone));
    }

    public String date(LocalDate day) {
        return date.format(day);
    }

    /** The zone and its distance from UTC then: {@code Europe/Paris, UTC+1}. */
    public String zone(ZonedDateTime moment) {
        String id = moment.getZone().getId();
        int seconds = moment.getOffset().getTotalSeconds();
        if (seconds == 0) {
            return id.equals("UTC") || id.equals("Z") ? "UTC" : id + ", UTC";
        }
        int hours = Math.abs(seconds) / 3600;
        int minutes = Math.abs(seconds) / 60 % 60;
        return id.replace('_', ' ') + ", UTC" + (seconds < 0 ? "−" : "+") + hours
                + (minutes == 0 ? "" : ":%02d".formatted(minutes));
    }

    /** For {@code <time datetime>}. */
    public String machine(ZonedDateTime moment) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(moment);
    }

    public String machine(Instant instant) {
        return instant.toString();
    }

    public String country(@Nullable String code) {
        return code == null ? "" : Locale.of("", code).getDisplayCountry(locale);
    }

    public String language(String tag) {
        Locale language = Locale.of(tag);
        String name = language.getDisplayLanguage(language);
        return name.substring(0, 1).toUpperCase(language) + name.substring(1);
    }

    public String number(long number) {
        return NumberFormat.getIntegerInstance(locale).format(number);
    }

    /** A telephone number as people read it. */
    public String phone(String e164) {
        return new PhoneNumber(e164).international();
    }

    public Locale locale() {
        return locale;
    }
}
