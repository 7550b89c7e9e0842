package io.portline.numbering;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The countries whose numbers are ported: how they number, which time they keep, when they work. The name of a constant
 * is the ISO 3166-1 alpha-2 code.
 */
public enum Country {
    US(
            1,
            "US",
            "America/New_York",
            "America/Chicago",
            "America/Denver",
            "America/Boise",
            "America/Phoenix",
            "America/Los_Angeles",
            "America/Anchorage",
            "Pacific/Honolulu"),
    CA(
            1,
            "CA-ON",
            "America/Toronto",
            "America/St_Johns",
            "America/Halifax",
            "America/Winnipeg",
            "America/Regina",
            "America/Edmonton",
            "America/Vancouver"),
    GB(44, "GB-ENG", "Europe/London"),
    FR(33, "FR", "Europe/Paris"),
    DE(49, "DE", "Europe/Berlin"),
    JP(81, "JP", "Asia/Tokyo");

    private final int callingCode;
    private final String holidayCalendar;

    @SuppressWarnings("ImmutableEnumChecker") // unmodifiable by List.of and toList
    private final List<ZoneId> zones;

    Country(int callingCode, String holidayCalendar, String... zones) {
        this.callingCode = callingCode;
        this.holidayCalendar = holidayCalendar;
        this.zones = List.of(zones).stream().map(ZoneId::of).toList();
    }

    /** ISO 3166-1 alpha-2. */
    public String code() {
        return name();
    }

    /** The ITU country calling code, without plus. */
    public int callingCode() {
        return callingCode;
    }

    /** The holidays to assume where nothing more precise is known, see {@link BusinessDays#of(String)}. */
    public String holidayCalendar() {
        return holidayCalendar;
    }

    /** The time zones that people may choose from; the default one first. */
    public List<ZoneId> zones() {
        return zones;
    }

    /** The zone for what has no place of its own, such as a toll-free number. */
    public ZoneId defaultZone() {
        return zones.getFirst();
    }

    public boolean hasSeveralZones() {
        return zones.size() > 1;
    }

    /**
     * The zone of a number, by its area. An area that lies in several zones has the one that most of the country keeps
     * among them; a number without an area has the {@linkplain #defaultZone() default}.
     */
    public ZoneId zoneOf(PhoneNumber number) {
        List<ZoneId> candidates = number.areaZones();
        if (candidates.size() == 1) {
            return candidates.getFirst();
        }
        return zones.stream().filter(candidates::contains).findFirst().orElseGet(this::defaultZone);
    }

    /** The country's name in words. */
    public String displayName(Locale language) {
        return Locale.of("", name()).getDisplayCountry(language);
    }

    /**
     * @param code ISO 3166-1 alpha-2, in any case
     * @return empty for a country whose numbers we do not port
     */
    public static Optional<Country> of(String code) {
        for (Country country : values()) {
            if (country.name().equalsIgnoreCase(code)) {
                return Optional.of(country);
            }
        }
        return Optional.empty();
    }
}
