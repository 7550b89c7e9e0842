package io.portline.carrier.losingcarrier;

import io.portline.carrier.losingcarrier.SubscriberCheck.Mismatch;
import io.portline.carrier.losingcarrier.catalogue.CarriersFile;
import io.portline.numbering.RejectionCode;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class NumberHoldersTest {

    private static final String CASCADIAS = "+12065550123";
    private static final String BLUEGRASSS = "+12125550123";

    private final List<MovedNumbers.Moved> moved = new ArrayList<>();
    private final List<SubscriberRecord> records = new ArrayList<>();
    private final CarriersFile.Contents file = CarriersFile.read(new ClassPathResource("carrier-gateway/carriers.yml"));
    private final NumberHolders holders = new NumberHolders(
            new NumberPlan(file.carriers(), file.notPortableTypes()),
            numbers -> moved.stream()
                    .filter(move -> numbers.contains(move.number()))
                    .toList(),
            new Records());

    private final class Records implements SubscriberRecords {
        @Override
        public List<SubscriberRecord> find(Collection<String> numbers) {
            return records.stream()
                    .filter(known -> numbers.contains(known.number()))
                    .toList();
        }

        @Override
        public void load(Collection<SubscriberRecord> loaded) {
            records.addAll(loaded);
        }
    }

    private List<Mismatch> ask(String carrier, String... numbers) {
        return holders.obstacles(carrier, List.of(numbers));
    }

    private static Mismatch notFound(String... numbers) {
        return new Mismatch(RejectionCode.NUMBER_NOT_FOUND, List.of(numbers));
    }

    @Test
    void goesByTheRangesOfTheCarriers() {
        assertThat(ask("us-cascadia", CASCADIAS)).isEmpty();
        assertThat(ask("us-bluegrass", CASCADIAS, BLUEGRASSS)).containsExactly(notFound(CASCADIAS));
        assertThat(ask("us-cascadia", "+33199001234")).containsExactly(notFound("+33199001234"));
        assertThat(ask("us-cascadia", CASCADIAS, "+12069765551"))
                .containsExactly(new Mismatch(RejectionCode.NUMBER_NOT_PORTABLE, List.of("+12069765551")));
    }

    @Test
    void believesASubscriberRecordMoreThanARange() {
        records.add(
                new SubscriberRecord(CASCADIAS, "us-bluegrass", "A", null, null, null, null, null, null, false, true));
        assertThat(ask("us-bluegrass", CASCADIAS)).isEmpty();
        assertThat(ask("us-cascadia", CASCADIAS)).containsExactly(notFound(CASCADIAS));
    }

    @Test
    void knowsThatANumberWhichWasPortedIsNoLongerTheOldCarriers() {
        records.add(
                new SubscriberRecord(CASCADIAS, "us-cascadia", "A", null, null, null, null, null, null, false, true));
        moved.add(new MovedNumbers.Moved(CASCADIAS, ""));
        moved.add(new MovedNumbers.Moved(BLUEGRASSS, "us-cascadia"));
        assertThat(ask("us-cascadia", CASCADIAS, BLUEGRASSS)).containsExactly(notFound(CASCADIAS));
        assertThat(ask("us-bluegrass", BLUEGRASSS)).containsExactly(notFound(BLUEGRASSS));
    }
}
