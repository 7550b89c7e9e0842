package io.portline.carrier.losingcarrier.catalogue;

import io.portline.carrier.losingcarrier.SubscriberLoading;
import io.portline.carrier.losingcarrier.SubscriberLoading.Fault;
import io.portline.carrier.losingcarrier.SubscriberRecord;
import io.portline.carrier.losingcarrier.SubscriberRecords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.ClassPathResource;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;

class SubscriberFileTest {

    private final List<SubscriberRecord> loaded = new ArrayList<>();
    private final AtomicInteger hashed = new AtomicInteger();
    private final SubscriberLoading loading = new SubscriberLoading(
            CarriersFile.read(new ClassPathResource("carrier-gateway/carriers.yml"))
                    .carriers(),
            new SubscriberRecords() {
                @Override
                public List<SubscriberRecord> find(Collection<String> numbers) {
                    return List.of();
                }

                @Override
                public void load(Collection<SubscriberRecord> records) {
                    loaded.addAll(records);
                }
            },
            passcode -> "hash " + hashed.incrementAndGet());

    @Test
    void loadsCsvAndJsonAlike() {
        SubscriberFile csv = read("""
                number,carrierId,accountNumber,passcode,organisation,frozen
                +12065550101,us-cascadia,A-1,4711,"Contoso, Ltd",no
                +12065550102,us-cascadia,A-1,4711,,true
                """);
        assertThat(csv.faults()).isEmpty();
        assertThat(loading.load(csv.entries())).isEmpty();
        List<SubscriberRecord> fromCsv = List.copyOf(loaded);
        loaded.clear();
        hashed.set(0);
        SubscriberFile json = read("""
                 [{"number": "+12065550101", "carrierId": "us-cascadia", "accountNumber": "A-1", "passcode": "4711",
                   "organisation": "Contoso, Ltd", "frozen": false},
                  {"number": "+12065550102", "carrierId": "us-cascadia", "accountNumber": "A-1", "passcode": "4711", "frozen": true}]
                """);
        assertThat(loading.load(json.entries())).isEmpty();

        assertThat(fromCsv).hasSize(2).isEqualTo(loaded);
        assertThat(fromCsv.getFirst())
                .isEqualTo(new SubscriberRecord(
                        "+12065550101",
                        "us-cascadia",
                        "A-1",
                        "hash 1",
                        "Contoso, Ltd",
                        null,
                        null,
                        null,
                        null,
                        false,
                        true));
        assertThat(hashed).hasValue(1);
    }

    @Test
    void tellsEveryFaultOfEveryRecordAtOnceAndLoadsNone() {
        SubscriberFile file = read("""
                number,carrierId,accountNumber,postalCode,billingTelephoneNumber
                +12065550101,us-cascadia,A-1,98101,

                12,nobody,,98101,555
                +12065550101,fr-hexatel,A-2,%s,
                +33199001234,us-cascadia,A-3,,
                """.formatted("9".repeat(65)));

        List<Fault> faults = loading.load(file.entries());

        assertThat(faults)
                .extracting(fault -> file.place(fault) + " " + fault.code())
                .containsExactlyInAnyOrder(
                        "Line 4, number NOT_A_NUMBER",
                        "Line 4, carrierId UNKNOWN_CARRIER",
                        "Line 4, accountNumber REQUIRED",
                        "Line 4, billingTelephoneNumber NOT_A_NUMBER",
                        "Line 5, number DUPLICATE",
                        "Line 5, postalCode TOO_LONG",
                        "Line 6, number WRONG_COUNTRY");
        assertThat(loaded).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HEADER | telephone,carrierId",
                "HEADER | carrierId,accountNumber",
                "EMPTY | number,carrierId",
                "EMPTY | ''",
                "NOT_JSON | [{\"number\": 12}, {]",
                "NOT_JSON | [{\"nummber\": \"+12065550101\"}]",
                "NOT_JSON | [{\"passcode\": {\"secret\": 4711}}]"
            })
    void saysWhatIsWrongWithAFileAsAWholeAndQuotesNothingOfIt(String code, String content) {
        assertThat(read(content).faults()).singleElement().satisfies(fault -> {
            assertThat(fault.code()).isEqualTo(code);
            assertThat(fault.text()).doesNotContain("4711", "+1206");
        });
    }

    @Test
    void namesTheLineOfACellThatIsNeitherYesNorNoAndOfARaggedRow() {
        SubscriberFile file = read("number,frozen\n+12065550101,perhaps\n+12065550102,yes,more\n");

        assertThat(file.faults())
                .extracting(fault -> file.place(fault) + " " + fault.code())
                .containsExactly("Line 2, frozen NOT_YES_OR_NO", "Line 3 COLUMNS");
    }

    private static SubscriberFile read(String content) {
        return SubscriberFile.read(content.getBytes(StandardCharsets.UTF_8));
    }
}
