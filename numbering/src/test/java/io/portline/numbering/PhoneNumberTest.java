package io.portline.numbering;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber;
import io.portline.numbering.PhoneNumber.Parsed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.ZoneId;
import java.util.Locale;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PhoneNumberTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FR | +33123456789        | +33123456789",
                "FR | 01 23 45 67 89      | +33123456789",
                "FR | 01.23.45.67.89      | +33123456789",
                "FR | 0033 1 23 45 67 89  | +33123456789",
                "FR | 33123456789         | +33123456789",
                "FR | 123456789           | +33123456789",
                "FR | +33 (0)1 23 45 67 89 | +33123456789",
                "US | (425) 555-0123      | +14255550123",
                "US | 1-425-555-0123      | +14255550123",
                "US | +1 800 555 1234     | +18005551234",
                "CA | +1 800 555 1234     | +18005551234",
                "CA | 416-555-0123        | +14165550123",
                "GB | 020 7183 8750       | +442071838750",
                "DE | 030 123456          | +4930123456",
                "JP | 03-1234-5678        | +81312345678",
                "JP | ０３−１２３４−５６７８ | +81312345678",
                "JP | +81 90 1234 5678    | +819012345678",
            })
    void readsEveryNotationThatPeopleUse(Country country, String text, String e164) {
        assertThat(PhoneNumber.parse(text, country)).isEqualTo(new Parsed.Valid(new PhoneNumber(e164)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FR | ''                 | EMPTY",
                "FR | '   '              | EMPTY",
                "FR | hello              | NOT_A_NUMBER",
                "US | 1-800-FLOWERS      | NOT_A_NUMBER",
                "FR | +999123456789      | NOT_A_NUMBER",
                "FR | 3.31235E+10        | SPREADSHEET_FORMAT",
                "FR | 3,31235E+10        | SPREADSHEET_FORMAT",
                "FR | 3e10               | SPREADSHEET_FORMAT",
                "FR | 33123456789.0      | SPREADSHEET_FORMAT",
                "FR | 33123456789,00     | SPREADSHEET_FORMAT",
                "FR | =A1+1              | FORMULA",
                "FR | @SUM(A1)           | FORMULA",
                "FR | -33123456789       | FORMULA",
                "US | +14255550123 ext 5 | EXTENSION",
                "FR | 0123               | TOO_SHORT",
                "US | 555-0123           | TOO_SHORT",
                "FR | +331234567890123   | TOO_LONG",
                "US | +1 425 055 0123    | NOT_ASSIGNABLE",
                "FR | 00 00 00 00 00     | NOT_ASSIGNABLE",
                "FR | +14255550123       | WRONG_COUNTRY",
                "US | +14165550123       | WRONG_COUNTRY",
                "US | +17872345678       | WRONG_COUNTRY",
                "GB | +441534123456      | WRONG_COUNTRY",
            })
    void saysWhatIsWrong(Country country, String text, NumberFault fault) {
        assertThat(PhoneNumber.parse(text, country).invalid()).contains(fault);
    }

    @Test
    void namesTheNumberThatBelongsToAnotherCountry() {
        assertThat(PhoneNumber.parse("+14255550123", Country.FR))
                .isInstanceOfSatisfying(
                        Parsed.Invalid.class,
                        invalid -> assertThat(invalid.number()).contains(new PhoneNumber("+14255550123")));
    }

    @Test
    void understandsDigitsThatASpreadsheetKeptAsText() {
        assertThat(PhoneNumber.parse("'0123456789", Country.FR).valid()).contains(new PhoneNumber("+33123456789"));
        assertThat(PhoneNumber.parse("=\"0123456789\"", Country.FR).valid()).contains(new PhoneNumber("+33123456789"));
    }

    @Test
    void ignoresInvisibleMarksOfAddressBooksAndNoBreakSpaces() {
        assertThat(PhoneNumber.parse("\u202A+33\u00A01\u202F23 45 67 89\u202C", Country.FR)
                        .valid())
                .contains(new PhoneNumber("+33123456789"));
        assertThat(PhoneNumber.parse("\uFEFF", Country.FR).invalid()).contains(NumberFault.EMPTY);
    }

    @ParameterizedTest
    @EnumSource(Country.class)
    void readsEveryExampleOfTheNumberingPlansInEveryNotation(Country country) {
        PhoneNumberUtil plans = PhoneNumberUtil.getInstance();
        for (PhoneNumberType type : plans.getSupportedTypesForRegion(country.code())) {
            Phonenumber.PhoneNumber example = plans.getExampleNumberForType(country.code(), type);
            if (example == null) {
                continue;
            }
            PhoneNumber expected = new PhoneNumber(plans.format(example, PhoneNumberFormat.E164));
            for (String text : new String[] {
                expected.e164(),
                expected.national(),
                expected.international(),
                plans.format(example, PhoneNumberFormat.RFC3966)
            }) {
                assertThat(PhoneNumber.parse(text.replace("tel:", ""), country).valid())
                        .as("%s of %s", type, text)
                        .contains(expected);
            }
        }
    }

    @Test
    void neverThrowsWhateverTheText() {
        Random random = new Random(7);
        String alphabet = "0123456789+-() .,;eExX=@'\"#*／＋０９\u202AéÉ漢\0\t\uD83D";
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(24);
            for (int at = 0; at < length; at++) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            Country country = Country.values()[random.nextInt(Country.values().length)];
            Parsed parsed = PhoneNumber.parse(text.toString(), country);
            // What is accepted is stable: reading it again gives the same number.
            parsed.valid()
                    .ifPresent(number -> assertThat(
                                    PhoneNumber.parse(number.e164(), country).valid())
                            .contains(number));
            assertThat(parsed.valid().isPresent()).isNotEqualTo(parsed.invalid().isPresent());
        }
        assertThat(PhoneNumber.parse("1".repeat(1_000_000), Country.US).invalid())
                .contains(NumberFault.NOT_A_NUMBER);
    }

    @ParameterizedTest
    @CsvSource({
        "+12125550123, America/New_York",
        "+13125550123, America/Chicago",
        "+13035550123, America/Denver",
        "+16025550123, America/Phoenix",
        "+14155550123, America/Los_Angeles",
        "+19075550123, America/Anchorage",
        "+18085550123, Pacific/Honolulu",
        "+18005551234, America/New_York",
    })
    void takesTheZoneOfTheAreaInTheUnitedStates(String e164, ZoneId zone) {
        assertThat(Country.US.zoneOf(new PhoneNumber(e164))).isEqualTo(zone);
    }

    @ParameterizedTest
    @CsvSource({
        "CA, +17095550123, America/St_Johns",
        "CA, +19025550123, America/Halifax",
        "CA, +14165550123, America/Toronto",
        "CA, +13065550123, America/Regina",
        "CA, +16045550123, America/Vancouver",
        "GB, +442071838750, Europe/London",
        "FR, +33612345678, Europe/Paris",
        "DE, +4930123456, Europe/Berlin",
        "JP, +81312345678, Asia/Tokyo",
    })
    void takesTheZoneOfTheAreaElsewhere(Country country, String e164, ZoneId zone) {
        assertThat(country.zoneOf(new PhoneNumber(e164))).isEqualTo(zone);
    }

    @Test
    void tellsRegionTypeAndNotations() {
        PhoneNumber paris = new PhoneNumber("+33123456789");
        assertThat(paris.country()).contains(Country.FR);
        assertThat(paris.region()).contains("FR");
        assertThat(paris.type()).isEqualTo(NumberType.GEOGRAPHIC);
        assertThat(paris.national()).isEqualTo("01 23 45 67 89");
        assertThat(paris.international()).isEqualTo("+33 1 23 45 67 89");
        assertThat(paris).hasToString("+33123456789");
        assertThat(new PhoneNumber("+33612345678").type()).isEqualTo(NumberType.MOBILE);
        assertThat(new PhoneNumber("+14255550123").type()).isEqualTo(NumberType.GEOGRAPHIC_OR_MOBILE);
        assertThat(new PhoneNumber("+18005551234").type()).isEqualTo(NumberType.TOLL_FREE);
        assertThat(new PhoneNumber("+17872345678").country()).isEmpty();
    }

    @Test
    void knowsNothingOfACallingCodeThatNobodyHas() {
        PhoneNumber nowhere = new PhoneNumber("+9991234567");
        assertThat(nowhere.region()).isEmpty();
        assertThat(nowhere.country()).isEmpty();
        assertThat(nowhere.type()).isEqualTo(NumberType.OTHER);
        assertThat(nowhere.areaZones()).isEmpty();
        assertThat(nowhere.national()).isEqualTo("+9991234567");
    }

    @Test
    void isNeverAnythingButE164() {
        for (String text :
                new String[] {"", "33123456789", "+0123456789", "+33 123456789", "+123", "+1234567890123456"}) {
            assertThatThrownBy(() -> new PhoneNumber(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void namesCountriesInTheReadersLanguage() {
        assertThat(Country.DE.displayName(Locale.ENGLISH)).isEqualTo("Germany");
        assertThat(Country.DE.displayName(Locale.FRENCH)).isEqualTo("Allemagne");
        assertThat(Country.DE.displayName(Locale.JAPANESE)).isEqualTo("ドイツ");
        assertThat(Country.of("de")).contains(Country.DE);
        assertThat(Country.of("XX")).isEmpty();
        assertThat(Country.US.hasSeveralZones()).isTrue();
        assertThat(Country.JP.hasSeveralZones()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Country.class)
    void knowsTheCallingCodeOfEveryCountry(Country country) {
        assertThat(country.callingCode())
                .isEqualTo(PhoneNumberUtil.getInstance().getCountryCodeForRegion(country.code()));
    }
}
