package io.portline.numbering;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class RejectionCodeTest {

    private static final Pattern KANA = Pattern.compile("[\\p{IsHiragana}\\p{IsKatakana}]");
    private static final Pattern POINTER = Pattern.compile("(/[a-zA-Z]+)+");

    /** Codes are stored and published: none may ever go or change its name. */
    @Test
    void keepsEveryCodeThatWasEverPublished() {
        assertThat(Stream.of(RejectionCode.values()).map(Enum::name))
                .contains(("ACCOUNT_NUMBER_MISMATCH PIN_MISSING_OR_INVALID TAX_ID_MISMATCH POSTAL_CODE_MISMATCH "
                                + "ADDRESS_MISMATCH NAME_MISMATCH AUTHORIZED_PERSON_MISMATCH BTN_MISMATCH "
                                + "BTN_STRANDS_NUMBERS PORT_TYPE_INCORRECT ALL_DATA_MISMATCH NUMBER_NOT_FOUND "
                                + "NUMBER_INACTIVE NUMBER_NOT_PORTABLE PORT_PROTECTED ACCOUNT_FREEZE PENDING_ORDER "
                                + "FEATURE_ON_LINE PREPAID MULTI_LINE_NOT_SUPPORTED SPLIT_REQUIRED "
                                + "OTHER_NUMBER_IN_ORDER_FAILED LOA_REQUIRED LOA_ILLEGIBLE LOA_EXPIRED "
                                + "DUE_DATE_TOO_SOON DUE_DATE_CANNOT_BE_MET FOC_EXPIRED OUTSIDE_BUSINESS_HOURS "
                                + "CARRIER_BUSY CARRIER_OUTAGE END_USER_NOT_READY INTERNAL_PORT NPAC_CONFLICT "
                                + "CANNOT_SUPP CANNOT_CANCEL OTHER")
                        .split(" "));
    }

    @ParameterizedTest
    @EnumSource(RejectionCode.class)
    void saysWhatToDoInThreeLanguages(RejectionCode code) {
        assertThat(code.texts()).containsOnlyKeys("en", "fr", "ja");
        assertThat(code.text(Locale.ENGLISH)).endsWith(".").doesNotContain("'");
        assertThat(code.text(Locale.FRENCH)).endsWith(".").doesNotContain("'");
        assertThat(code.text(Locale.JAPAN)).endsWith("。").containsPattern(KANA);
        assertThat(Arrays.stream(RejectionCode.values()).map(other -> other.text(Locale.ENGLISH)))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(RejectionCode.class)
    void pointsToAFieldOfTheOrderOrNowhere(RejectionCode code) {
        code.pointer().ifPresent(pointer -> assertThat(pointer).matches(POINTER));
        // Whoever is told to correct something is told what, except where it lies with the carrier or everywhere.
        if (code.disposition() == Disposition.FIXABLE && code.pointer().isEmpty()) {
            assertThat(code)
                    .isIn(RejectionCode.ALL_DATA_MISMATCH, RejectionCode.PORT_PROTECTED, RejectionCode.ACCOUNT_FREEZE);
        }
    }

    /** The crosswalk of the design, code by code: what carriers of North America send for it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ACCOUNT_NUMBER_MISMATCH      | 8A E17A E17B
            PIN_MISSING_OR_INVALID       | 8C E42PWA E42PWB
            TAX_ID_MISMATCH              | 8B
            POSTAL_CODE_MISMATCH         | 8D
            ADDRESS_MISMATCH             | E1
            NAME_MISMATCH                | E10 8G 8E 8F
            AUTHORIZED_PERSON_MISMATCH   | E10a
            BTN_MISMATCH                 | E14
            BTN_STRANDS_NUMBERS          | E6h
            PORT_TYPE_INCORRECT          | E24
            ALL_DATA_MISMATCH            | 6C E18
            NUMBER_NOT_FOUND             | 6A
            NUMBER_INACTIVE              | 6D E27 E30
            NUMBER_NOT_PORTABLE          | 6K 7B E42O
            PORT_PROTECTED               | 6P
            ACCOUNT_FREEZE               | E6d
            PENDING_ORDER                | 6M 6N E19
            FEATURE_ON_LINE              | E6b E6a E6c E6e E6f E6g E25
            PREPAID                      | 7C
            MULTI_LINE_NOT_SUPPORTED     | 6R
            SPLIT_REQUIRED               | E23 E9999
            OTHER_NUMBER_IN_ORDER_FAILED | 7A
            DUE_DATE_TOO_SOON            | 1M
            DUE_DATE_CANNOT_BE_MET       | 1N 1L 6E 6F E35
            OUTSIDE_BUSINESS_HOURS       | 6L
            END_USER_NOT_READY           | 1E
            INTERNAL_PORT                | 6B E40
            CANNOT_SUPP                  | E33
            CANNOT_CANCEL                | E34
            OTHER                        | 6G 1P 999
            """)
    void knowsTheCarriersCodesOfTheCrosswalk(RejectionCode code, String carrierCodes) {
        assertThat(carrierCodes.split(" "))
                .allSatisfy(theirs ->
                        assertThat(RejectionCode.ofCarrierCode(theirs)).contains(code));
    }

    @Test
    void understandsWhatCarriersCallIt() {
        assertThat(RejectionCode.ofCarrierCode("8A")).contains(RejectionCode.ACCOUNT_NUMBER_MISMATCH);
        assertThat(RejectionCode.ofCarrierCode("E8")).contains(RejectionCode.LOA_REQUIRED);
        assertThat(RejectionCode.ofCarrierCode("ZZ")).isEmpty();
        assertThat(RejectionCode.of("OTHER")).contains(RejectionCode.OTHER);
        assertThat(RejectionCode.of("NEWER_THAN_US")).isEmpty();
    }

    @Test
    void speaksEnglishToThoseItDoesNotUnderstand() {
        assertThat(Language.of(Locale.GERMAN)).isEqualTo(Language.EN);
        assertThat(Language.of(Locale.CANADA_FRENCH)).isEqualTo(Language.FR);
        assertThat(Language.JA.tag()).isEqualTo("ja");
    }
}
