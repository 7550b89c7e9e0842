package io.portline.numbering;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberToTimeZonesMapper;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber;

import java.time.ZoneId;
import java.time.zone.ZoneRulesException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A phone number in E.164, such as {@code +33123456789}. Equal if the digits are.
 *
 * @param e164 plus, country calling code and national number, digits only, 15 at most
 */
public record PhoneNumber(String e164) implements Comparable<PhoneNumber> {

    private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d{6,14}");

    /** No number is longer in any notation; more is not worth looking at. */
    private static final int LONGEST_TEXT = 64;

    /** {@code 3.31235E+10}, {@code 3,31235E+10}, {@code 3E10}: what spreadsheets make of long numbers. */
    private static final Pattern SCIENTIFIC = Pattern.compile("[+-]?\\d+(?:[.,]\\d+)?[eE][+-]?\\d+");

    /** {@code 33123456789.0}: long digits with an empty fraction; groups such as 01.23.45.67.89 have more dots. */
    private static final Pattern FRACTION = Pattern.compile("\\+?\\d{5,}[.,]0{1,2}");

    /** {@code '0123456789} and {@code ="0123456789"}: how a spreadsheet keeps digits as text. */
    private static final Pattern QUOTED_AS_TEXT = Pattern.compile("(?:'|=\")([^'\"]*)(?:\"?)");

    /** Marks without width that come along when a number is copied from an address book, and a byte order mark. */
    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}");

    /** Thin, wide and no-break spaces, which separate digits in French and Japanese texts. */
    private static final Pattern SPACE = Pattern.compile("\\p{Zs}");

    private static final Pattern LETTER = Pattern.compile("\\p{L}");

    public PhoneNumber {
        if (!E164.matcher(e164).matches()) {
            throw new IllegalArgumentException("Not a number in E.164");
        }
    }

    /** The outcome of reading a number: the number, or what is wrong with it. */
    public sealed interface Parsed {
        /** A possible and valid number of the country. */
        record Valid(PhoneNumber number) implements Parsed {}

        /**
         * @param number the number where the text is one, as with {@link NumberFault#WRONG_COUNTRY}; otherwise empty
         */
        record Invalid(NumberFault fault, Optional<PhoneNumber> number) implements Parsed {}

        /** The number, if it is one of the country. */
        default Optional<PhoneNumber> valid() {
            return switch (this) {
                case Valid(PhoneNumber number) -> Optional.of(number);
                case Invalid _ -> Optional.empty();
            };
        }

        /** What is wrong, if anything is. */
        default Optional<NumberFault> invalid() {
            return switch (this) {
                case Valid _ -> Optional.empty();
                case Invalid(NumberFault fault, Optional<PhoneNumber> _) -> Optional.of(fault);
            };
        }
    }

    /**
     * Reads a number written in E.164, in an international notation, or as dialled within the country. Full-width digits,
     * spaces and the usual separators are understood. The number must be possible and valid in the country by the
     * numbering plans of libphonenumber.
     *
     * @param text as a person or a file gave it
     * @param country whose number it must be
     */
    public static Parsed parse(String text, Country country) {
        String visible = INVISIBLE.matcher(text).replaceAll("");
        String stripped = SPACE.matcher(visible).replaceAll(" ").strip();
        var quoted = QUOTED_AS_TEXT.matcher(stripped);
        if (quoted.matches()) {
            stripped = quoted.group(1).strip();
        }
        if (stripped.isEmpty()) {
            return invalid(NumberFault.EMPTY);
        }
        if (stripped.length() > LONGEST_TEXT) {
            return invalid(NumberFault.NOT_A_NUMBER);
        }
        if (SCIENTIFIC.matcher(stripped).matches() || FRACTION.matcher(stripped).matches()) {
            return invalid(NumberFault.SPREADSHEET_FORMAT);
        }
        if ("=@-".indexOf(stripped.charAt(0)) >= 0) {
            return invalid(NumberFault.FORMULA);
        }
        Phonenumber.PhoneNumber parsed;
        try {
            parsed = plans().parse(stripped, country.code());
        } catch (NumberParseException e) {
            return invalid(
                    switch (e.getErrorType()) {
                        case TOO_SHORT_NSN, TOO_SHORT_AFTER_IDD -> NumberFault.TOO_SHORT;
                        case TOO_LONG -> NumberFault.TOO_LONG;
                        case INVALID_COUNTRY_CODE, NOT_A_NUMBER -> NumberFault.NOT_A_NUMBER;
                    });
        }
        if (parsed.hasExtension()) {
            return invalid(NumberFault.EXTENSION);
        }
        if (LETTER.matcher(stripped).find()) {
            // 0800-FLOWERS can be dialled, but which digits are meant is not said.
            return invalid(NumberFault.NOT_A_NUMBER);
        }
        if (plans().isValidNumberForRegion(parsed, country.code())) {
            return new Parsed.Valid(new PhoneNumber(plans().format(parsed, PhoneNumberFormat.E164)));
        }
        if (plans().isValidNumber(parsed)) {
            return new Parsed.Invalid(
                    NumberFault.WRONG_COUNTRY,
                    Optional.of(new PhoneNumber(plans().format(parsed, PhoneNumberFormat.E164))));
        }
        return invalid(
                switch (plans().isPossibleNumberWithReason(parsed)) {
                    case TOO_SHORT, IS_POSSIBLE_LOCAL_ONLY -> NumberFault.TOO_SHORT;
                    case TOO_LONG -> NumberFault.TOO_LONG;
                    case IS_POSSIBLE, INVALID_LENGTH -> NumberFault.NOT_ASSIGNABLE;
                    case INVALID_COUNTRY_CODE -> NumberFault.NOT_A_NUMBER;
                });
    }

    /** The country that the number belongs to by its digits; empty for one whose numbers we do not port. */
    public Optional<Country> country() {
        return region().flatMap(Country::of);
    }

    /** ISO 3166-1 alpha-2 of the place that the number belongs to; empty if the plans do not know it. */
    public Optional<String> region() {
        return planned().map(plans()::getRegionCodeForNumber);
    }

    public NumberType type() {
        return switch (planned().map(plans()::getNumberType).orElse(PhoneNumberType.UNKNOWN)) {
            case FIXED_LINE -> NumberType.GEOGRAPHIC;
            case MOBILE -> NumberType.MOBILE;
            case FIXED_LINE_OR_MOBILE -> NumberType.GEOGRAPHIC_OR_MOBILE;
            case TOLL_FREE -> NumberType.TOLL_FREE;
            case SHARED_COST -> NumberType.SHARED_COST;
            case PREMIUM_RATE -> NumberType.PREMIUM_RATE;
            case VOIP -> NumberType.VOIP;
            case PERSONAL_NUMBER, PAGER, UAN, VOICEMAIL, UNKNOWN -> NumberType.OTHER;
        };
    }

    /**
     * The time zones of the number's area, in alphabetical order; several where the area lies in several, none for a
     * number that has no area.
     */
    public List<ZoneId> areaZones() {
        return switch (type()) {
            case GEOGRAPHIC, GEOGRAPHIC_OR_MOBILE ->
                planned().stream()
                        .flatMap(number ->
                                PhoneNumberToTimeZonesMapper.getInstance()
                                        .getTimeZonesForGeographicalNumber(number)
                                        .stream())
                        .flatMap(id -> zone(id).stream())
                        .toList();
            case MOBILE, TOLL_FREE, SHARED_COST, PREMIUM_RATE, VOIP, OTHER -> List.of();
        };
    }

    /** As written within its country, such as {@code 01 23 45 67 89}. */
    public String national() {
        return planned()
                .map(number -> plans().format(number, PhoneNumberFormat.NATIONAL))
                .orElse(e164);
    }

    /** As written for readers of any country, such as {@code +33 1 23 45 67 89}. */
    public String international() {
        return planned()
                .map(number -> plans().format(number, PhoneNumberFormat.INTERNATIONAL))
                .orElse(e164);
    }

    @Override
    public int compareTo(PhoneNumber other) {
        return e164.compareTo(other.e164);
    }

    @Override
    public String toString() {
        return e164;
    }

    private static Parsed invalid(NumberFault fault) {
        return new Parsed.Invalid(fault, Optional.empty());
    }

    /** The data of the numbering plans may name zones that this JDK does not know, as it does for "unknown" itself. */
    private static Optional<ZoneId> zone(String id) {
        try {
            return Optional.of(ZoneId.of(id));
        } catch (ZoneRulesException e) {
            return Optional.empty();
        }
    }

    /** Empty for the digits of a calling code that is not assigned, such as +999: no plan has such a number. */
    private Optional<Phonenumber.PhoneNumber> planned() {
        try {
            return Optional.of(plans().parse(e164, null));
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }

    private static PhoneNumberUtil plans() {
        return PhoneNumberUtil.getInstance();
    }
}
