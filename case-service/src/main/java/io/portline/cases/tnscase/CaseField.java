package io.portline.cases.tnscase;

import io.portline.numbering.Country;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One field of a case type.
 *
 * @param name its name under {@code fields}
 * @param required whether a new request must have it
 * @param maximum of a text its characters, of a quantity its amount; 0 = none
 * @param choices what may be chosen, for {@link Kind#CHOICE}
 * @param countries where it is asked for; elsewhere it is refused
 */
public record CaseField(
        String name, Kind kind, boolean required, int maximum, List<String> choices, Set<Country> countries) {

    /** The date and time of types that have one. */
    public static final String REQUESTED_AT = "requestedAt";

    /** Beside {@code numbers}: the uploaded CSV file that holds them. */
    public static final String NUMBERS_DOCUMENT_ID = "numbersDocumentId";

    /** What a field holds. */
    public enum Kind {
        TEXT,
        /** A domain name, such as {@code contoso.example}. */
        DOMAIN,
        CHOICE,
        YES_OR_NO,
        /** A statement that must be agreed to. */
        MUST_BE_TRUE,
        QUANTITY,
        /** By the clocks of the case's country, such as {@code 2021-08-14T10:00}. */
        LOCAL_DATE_TIME,
        /** A list of phone numbers, or {@code numbersDocumentId} with the CSV file that holds them. */
        NUMBERS,
        /** The id of an uploaded PDF. */
        LOA
    }

    public CaseField {
        choices = List.copyOf(choices);
        countries = Set.copyOf(countries);
    }

    static CaseField required(String name, Kind kind) {
        return new CaseField(name, kind, true, 0, List.of(), EnumSet.allOf(Country.class));
    }

    static CaseField optional(String name, Kind kind) {
        return new CaseField(name, kind, false, 0, List.of(), EnumSet.allOf(Country.class));
    }

    CaseField upTo(int limit) {
        return new CaseField(name, kind, required, limit, choices, countries);
    }

    CaseField among(String... offered) {
        return new CaseField(name, kind, required, maximum, List.of(offered), countries);
    }

    CaseField only(Country... asked) {
        return new CaseField(name, kind, required, maximum, choices, Set.of(asked));
    }

    public boolean askedIn(Country country) {
        return countries.contains(country);
    }
}
