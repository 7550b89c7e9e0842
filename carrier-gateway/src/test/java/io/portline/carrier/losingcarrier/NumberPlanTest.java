package io.portline.carrier.losingcarrier;

import io.portline.carrier.losingcarrier.catalogue.CarriersFile;
import io.portline.numbering.PhoneNumber;
import io.portline.numbering.RejectionCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** The ranges of the carriers' file. */
class NumberPlanTest {

    private static final CarriersFile.Contents FILE =
            CarriersFile.read(new ClassPathResource("carrier-gateway/carriers.yml"));

    private final NumberPlan plan = new NumberPlan(FILE.carriers(), FILE.notPortableTypes());

    @ParameterizedTest
    @CsvSource({
        "+12065550123, us-cascadia",
        "+12125550123, us-bluegrass",
        "+14165550123, ca-maplewave",
        "+15145550123, ca-laurentia",
        "+442079460123, gb-albion",
        "+447400123456, gb-severn",
        "+33199001234, fr-hexatel",
        "+33261912345, fr-armorique",
        "+4930123456, de-rheintel",
        "+494066969123, de-hansanet-demo",
        "+81312345678, jp-sakura",
        "+81551234567, jp-fujimi"
    })
    void findsTheCarrierOfTheLongestRangeInTheCountryOfTheNumber(String number, String carrierId) {
        NumberPlan.Entry found = plan.find(new PhoneNumber(number));

        assertThat(found.carrier()).isNotNull().extracting(Carrier::id).isEqualTo(carrierId);
        assertThat(found.portable()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "+12069765551, us-cascadia",
        "+19005550123, us-bluegrass",
        "+447012345678, gb-severn",
        "+81570123456, jp-sakura"
    })
    void saysThatARangeOrAKindOfNumberCannotBePorted(String number, String carrierId) {
        NumberPlan.Entry found = plan.find(new PhoneNumber(number));

        assertThat(found.carrier()).isNotNull().extracting(Carrier::id).isEqualTo(carrierId);
        assertThat(found.obstacle()).isEqualTo(RejectionCode.NUMBER_NOT_PORTABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+390612345678", "+99912345678", "+12345678"})
    void knowsNoCarrierForNumbersOfOtherCountriesNorOfNone(String number) {
        NumberPlan.Entry found = plan.find(new PhoneNumber(number));

        assertThat(found.carrier()).isNull();
        assertThat(found.obstacle()).isEqualTo(RejectionCode.NUMBER_NOT_FOUND);
    }

    @Test
    void readsRangesFromBeginningToBeginning() {
        NumberRange range = NumberRange.parse("+12065550100-+12065550199");

        assertThat(range.holds(new PhoneNumber("+12065550100"))).isTrue();
        assertThat(range.holds(new PhoneNumber("+12065550199"))).isTrue();
        assertThat(range.holds(new PhoneNumber("+12065550200"))).isFalse();
        assertThat(range.holds(new PhoneNumber("+1206555"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1206", "+0206", "+1206-", "+1207-+1206", "+1206-+12069", "+12 06", ""})
    void refusesARangeThatIsNone(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> NumberRange.parse(text));
    }
}
