package io.portline.numbering;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
