package io.portline.schemas;

import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class TopicsTest {

    static Stream<Topic<?>> topics() {
        return Topics.all().stream();
    }

    @Test
    void namesEachTopicOnce() {
        assertThat(topics().map(Topic::name))
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-z-]+\\.[a-z-]+\\.v1"));
        assertThat(topics().map(Topic::ceType)).doesNotHaveDuplicates();
        assertThat(Topics.PORT_ORDER_STATUS.ceType()).isEqualTo("io.portline.porting.port-order-status.v1");
        assertThat(Topics.PORT_ORDER_STATUS.subject()).isEqualTo("porting.port-order-status.v1-value");
        assertThat(Topics.named("support.contacts.v1")).contains(Topics.SUPPORT_CONTACTS);
        assertThat(Topics.named("support.contacts.v1.somebody.dlt")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("topics")
    void hasOneWriterThatDoesNotReadItself(Topic<?> topic) {
        assertThat(Topics.writtenBy(topic.writer())).contains(topic);
        assertThat(topic.readers()).isNotEmpty().doesNotContain(topic.writer());
        topic.readers().forEach(reader -> assertThat(Topics.readBy(reader)).contains(topic));
        assertThat(topic.partitions()).isEqualTo(12);
    }

    @Test
    void keepsStatesForEverAndAccountDataForAWeek() {
        assertThat(Topics.PORT_ORDER_STATUS.config()).containsEntry("retention.ms", "-1");
        assertThat(Topics.CASE_ACTIVITY.config()).containsEntry("retention.ms", "-1");
        assertThat(Topics.CARRIER_REQUEST.config()).containsEntry("retention.ms", "604800000");
        assertThat(topics().filter(Topic::compacted)).containsExactly(Topics.PORTING_CONTACTS, Topics.SUPPORT_CONTACTS);
    }

    /** Personal addresses are in the contacts topics alone, account data in the carrier's requests alone. */
    @Test
    void publicRecordsNameNoAddressNoAccountAndNoSecret() {
        Set<String> forbidden = Set.of("email", "accountNumber", "passcode", "pin", "holder", "serviceAddress");
        topics().filter(topic -> topic.audience() == Topic.Audience.PUBLIC)
                .flatMap(topic -> Compatibility.named(AvroBytes.current(topic)).values().stream())
                .filter(schema -> schema.getType() == org.apache.avro.Schema.Type.RECORD)
                .forEach(schema -> assertThat(schema.getFields().stream().map(field -> field.name()))
                        .as(schema.getFullName())
                        .doesNotContainAnyElementsOf(forbidden));
    }

    /** 999 numbers, each with its reason, all in three languages: the most that a record may have to hold. */
    @Test
    void theLargestOrderFitsIntoARecord() {
        PortOrderStatusEvent event = (PortOrderStatusEvent) Samples.of(Topics.PORT_ORDER_STATUS);
        var numbers = IntStream.range(0, 999).mapToObj("+331234%05d"::formatted).toList();
        event.setNumbers(numbers);
        event.setPortedNumbers(numbers);
        event.setReasons(Collections.nCopies(
                37,
                RejectionReason.newBuilder(event.getReasons().getFirst())
                        .setNumbers(numbers)
                        .build()));

        assertThat(AvroBytes.encode(event)).hasSizeLessThan(Topics.PORT_ORDER_STATUS.maxRecordBytes());
    }

    @Test
    void keepsASecretsBytesAsTheyAre() {
        CarrierRequest request = (CarrierRequest) Samples.of(Topics.CARRIER_REQUEST);
        ByteBuffer ciphertext = request.getPasscode().getCiphertext();

        CarrierRequest read = AvroBytes.decode(AvroBytes.encode(request), request.getSchema(), CarrierRequest.class);

        assertThat(read.getPasscode().getCiphertext()).isEqualTo(ciphertext);
        assertThat((SpecificRecordBase) read).isEqualTo(request);
    }
}
