package io.portline.carrier.losingcarrier.catalogue;

import io.portline.carrier.losingcarrier.Carrier;
import io.portline.carrier.losingcarrier.Carriers;
import io.portline.numbering.Country;
import io.portline.numbering.RejectionCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.ClassPathResource;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CarriersFileTest {

    private static final Carriers CARRIERS = CarriersFile.read(new ClassPathResource("carrier-gateway/carriers.yml"))
            .carriers();

    private static final String ONE = """
            carriers:
              - id: us-one
                name: One
                spid: X1
                countries: [US]
                zone: America/New_York
                holidayCalendar: US
                businessHours: {opens: "08:00", closes: "17:00", countsUntil: "13:00"}
                responseHours: {min: 0.5, median: 4, max: 18}
                focBusinessDays: {simple: 1, complex: 4}
                cutover: {from: "08:00", to: "16:00"}
                mix: {accept: 1, silent: 0, reject: {OTHER: 1}}
                numbers: {served: ["+1"]}
                accountNumberRequired: true
                passcodeRequired: false
                codes: LSR
            """;

    @Test
    void knowsTheTwelveCarriersInTheOrderOfTheFile() {
        assertThat(CARRIERS.all().stream().map(Carrier::id))
                .containsExactly(
                        "us-cascadia",
                        "us-bluegrass",
                        "ca-maplewave",
                        "ca-laurentia",
                        "gb-albion",
                        "gb-severn",
                        "fr-hexatel",
                        "fr-armorique",
                        "de-rheintel",
                        "de-hansanet-demo",
                        "jp-sakura",
                        "jp-fujimi");
        assertThat(CARRIERS.all().stream().map(Carrier::spid)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(Country.class)
    void hasAtLeastTwoCarriersForEachCountry(Country country) {
        assertThat(CARRIERS.all().stream().filter(carrier -> carrier.countries().contains(country.code())))
                .hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void keepsTheRuleOfTheUnitedStatesForItsCarriers() {
        assertThat(CARRIERS.all().stream().filter(carrier -> carrier.countries().contains("US")))
                .allSatisfy(carrier -> {
                    assertThat(carrier.focIntervals().simple()).isEqualTo(1);
                    assertThat(carrier.focIntervals().complex()).isEqualTo(4);
                    assertThat(carrier.businessHours().cutOff()).hasToString("13:00");
                });
    }

    @Test
    void writesReasonsAsEachCarrierDoes() {
        assertThat(List.of("us-cascadia", "us-bluegrass", "gb-albion", "jp-sakura"))
                .extracting(id -> CARRIERS.find(id)
                        .orElseThrow()
                        .ownCode(RejectionCode.ACCOUNT_NUMBER_MISMATCH)
                        .orElseThrow())
                .containsExactly("E17A", "8A", "R02", "NG-11");
    }

    @Test
    void closesOverTheTurnOfTheYearEveryYear() {
        Carrier sakura = CARRIERS.find("jp-sakura").orElseThrow();

        assertThat(Stream.of("2026-12-28", "2026-12-29", "2027-01-04", "2031-12-30")
                        .map(LocalDate::parse)
                        .map(sakura.businessHours().days()::isBusinessDay))
                .containsExactly(true, false, true, false);
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("carriers: []", "no carriers in it"),
                Arguments.of("- a\n- b", "no list of carriers"),
                Arguments.of("carriers: [", "no list of carriers"),
                Arguments.of(ONE.replace("spid: X1", "spidd: X1"), "spidd"),
                Arguments.of(ONE.replace("    name: One\n", ""), "carrier us-one: name is missing"),
                Arguments.of(ONE.replace("America/New_York", "America/Gotham"), "carrier us-one: "),
                Arguments.of(ONE.replace("holidayCalendar: US", "holidayCalendar: ZZ"), "carrier us-one: "),
                Arguments.of(ONE.replace("\"08:00\", closes", "\"18:00\", closes"), "carrier us-one: "),
                Arguments.of(ONE.replace("OTHER: 1", "TYPO: 1"), "carrier us-one: \"TYPO\" is not a rejection code"),
                Arguments.of(ONE.replace("codes: LSR", "codes: xy"), "carrier us-one: there is no code book \"xy\""),
                Arguments.of(ONE.replace("median: 4", "median: 40"), "carrier us-one: response times must rise"),
                Arguments.of(ONE.replace("[\"+1\"]", "[\"1\"]"), "carrier us-one: a number range is written"),
                Arguments.of(ONE.replace("    passcodeRequired: false\n", ""), "passcodeRequired is missing"),
                Arguments.of(ONE + "    adapter: fax\n", "carrier us-one: adapter is simulated or http"),
                Arguments.of(ONE + "    adapter: http\n", "carrier us-one: uri is missing"),
                Arguments.of(
                        ONE + "    uri: https://x.example\n", "carrier us-one: uri is for carriers with adapter: http"),
                Arguments.of(
                        ONE + "    adapter: http\n    uri: http://carrier.example\n",
                        "carrier us-one: the address of an HTTP carrier is https"),
                Arguments.of("notPortableTypes: [TYPO]\n" + ONE, "TYPO"),
                Arguments.of(
                        ONE + ONE.substring(ONE.indexOf("  - id")).replace("us-one", "us-two"),
                        "carrier us-two: number range +1 is claimed by us-one with +1"),
                Arguments.of(
                        ONE + ONE.substring(ONE.indexOf("  - id")).replace("[\"+1\"]", "[\"+12\"]"),
                        "carrier us-one is there twice"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("mistakes")
    void refusesAFileWithAMistakeAndNamesIt(String yaml, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CarriersFile.read(yaml))
                .withMessageContaining(message);
    }
}
