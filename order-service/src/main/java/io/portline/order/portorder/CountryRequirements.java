package io.portline.order.portorder;

import io.portline.numbering.Country;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What losing carriers of a country ask for besides what all do; data, not code.
 *
 * @param accountNumber whether the account number is required
 * @param billingTelephoneNumber whether the BTN is required
 * @param kana whether the holder's name in kana is required
 * @param fields the country's own fields
 */
public record CountryRequirements(
        boolean accountNumber, boolean billingTelephoneNumber, boolean kana, List<Field> fields) {

    /** A field of one country, submitted in {@code countryFields}. */
    public record Field(String name, Need need, Pattern pattern) {}

    /** When a field must be there. */
    public enum Need {
        ALWAYS,
        /** Where a mobile number is among those ported. */
        FOR_MOBILE,
        OPTIONAL
    }

    private static final Field TAX_ID = new Field("taxId", Need.OPTIONAL, Pattern.compile("[0-9A-Z-]{4,20}"));
    private static final CountryRequirements NORTH_AMERICA =
            new CountryRequirements(true, true, false, List.of(TAX_ID));
    /** RIO, relevé d'identité opérateur: 2 digits operator, 1 letter quality, 6 reference, 3 check characters. */
    private static final CountryRequirements FRANCE = new CountryRequirements(
            false, false, false, List.of(new Field("rio", Need.ALWAYS, Pattern.compile("[0-9A-Z]{12}"))));
    /** PAC, porting authorisation code: 3 letters, 6 digits; mobile numbers only. */
    private static final CountryRequirements BRITAIN = new CountryRequirements(
            false, false, false, List.of(new Field("pac", Need.FOR_MOBILE, Pattern.compile("[A-Z]{3}[0-9]{6}"))));

    private static final CountryRequirements GERMANY = new CountryRequirements(false, false, false, List.of());
    private static final CountryRequirements JAPAN = new CountryRequirements(false, false, true, List.of());

    public CountryRequirements {
        fields = List.copyOf(fields);
    }

    public static CountryRequirements of(Country country) {
        return switch (country) {
            case US, CA -> NORTH_AMERICA;
            case FR -> FRANCE;
            case GB -> BRITAIN;
            case DE -> GERMANY;
            case JP -> JAPAN;
        };
    }
}
