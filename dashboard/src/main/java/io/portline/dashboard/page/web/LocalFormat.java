package io.portline.dashboard.page.web;

import io.portline.numbering.PhoneNumber;
import org.jspecify.annotations.Nullable;

import java.text.NumberFormat;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.format.TextStyle;
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

    /** How long something took, in the two largest units that say something: {@code 2 d 4 h}. */
    public String duration(Duration time) {
        long seconds = time.toSeconds();
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min" + (seconds % 60 == 0 || seconds >= 600 ? "" : " " + seconds % 60 + " s");
        }
        if (seconds < 86_400) {
            return seconds / 3600 + " h" + (seconds / 60 % 60 == 0 ? "" : " " + seconds / 60 % 60 + " min");
        }
        return seconds / 86_400 + " d" + (seconds / 3600 % 24 == 0 ? "" : " " + seconds / 3600 % 24 + " h");
    }

    /** From one instant to a later one. */
    public String between(Instant from, Instant until) {
        return duration(Duration.between(from, until));
    }

    public String duration(double seconds) {
        return duration(Duration.ofSeconds(Math.round(seconds)));
    }

    /** An instant as another service wrote it, by the clocks of a zone; what cannot be read stays as it is. */
    public String instant(@Nullable Object text, ZoneId zone) {
        if (text == null) {
            return "";
        }
        try {
            return dateTime(Instant.parse(text.toString()), zone);
        } catch (DateTimeException e) {
            return text.toString();
        }
    }

    /** The same in UTC, naming it. */
    public String instant(@Nullable Object text) {
        return text == null ? "" : instant(text, ZoneOffset.UTC) + " UTC";
    }

    /** A local date and time as another service wrote it. */
    public String local(@Nullable Object text) {
        if (text == null) {
            return "";
        }
        try {
            return dateTime.format(LocalDateTime.parse(text.toString()));
        } catch (DateTimeException e) {
            return text.toString();
        }
    }

    /** A day as another service wrote it, with its weekday. */
    public String day(@Nullable Object text) {
        if (text == null) {
            return "";
        }
        try {
            LocalDate day = LocalDate.parse(text.toString());
            return day.getDayOfWeek().getDisplayName(TextStyle.SHORT, locale) + " " + date(day);
        } catch (DateTimeException e) {
            return text.toString();
        }
    }

    /** A size in bytes. */
    public String size(long bytes) {
        return bytes < 1024
                ? number(bytes) + " B"
                : bytes < 1024 * 1024 ? number(bytes / 1024) + " KiB" : number(bytes / (1024 * 1024)) + " MiB";
    }

    /** A telephone number as people read it. */
    public String phone(String e164) {
        return new PhoneNumber(e164).international();
    }

    public Locale locale() {
        return locale;
    }
}
