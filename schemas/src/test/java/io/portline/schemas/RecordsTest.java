package io.portline.schemas;

import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The generated classes keep what they are given, whichever optional fields are filled. */
class RecordsTest {

    static Stream<Topic<?>> topics() {
        return Topics.all().stream();
    }

    @ParameterizedTest
    @MethodSource("topics")
    void comesBackAsItWas(Topic<?> topic) {
        assertRoundTrip(Samples.of(topic));
    }

    /** Every optional field null by itself while all others are filled, and the other way round. */
    @ParameterizedTest
    @MethodSource("topics")
    void comesBackWithEachOptionalFieldNullOrAlone(Topic<?> topic) {
        List<Schema.Field> optional = AvroBytes.current(topic).getFields().stream()
                .filter(field -> field.schema().isNullable())
                .toList();
        for (Schema.Field field : optional) {
            SpecificRecordBase without = Samples.of(topic);
            without.put(field.pos(), null);
            assertRoundTrip(without);

            SpecificRecordBase alone = Samples.of(topic);
            optional.stream().filter(other -> !other.equals(field)).forEach(other -> alone.put(other.pos(), null));
            assertRoundTrip(alone);
        }
    }

    @ParameterizedTest
    @MethodSource("topics")
    void hasASampleWithEveryFieldFilled(Topic<?> topic) {
        assertThat(Samples.emptyFields(Samples.of(topic))).isEmpty();
    }

    /** A reader that meets a symbol newer than its schema sees UNKNOWN and not an error. */
    @ParameterizedTest
    @MethodSource("topics")
    void readsAnEnumSymbolFromTheFutureAsUnknown(Topic<?> topic) {
        for (Schema named : Compatibility.named(AvroBytes.current(topic)).values()) {
            if (named.getType() != Schema.Type.ENUM) {
                continue;
            }
            List<String> symbols = new ArrayList<>(named.getEnumSymbols());
            symbols.add("FROM_THE_FUTURE");
            Schema writer = holder(
                    Schema.createEnum(named.getName(), null, named.getNamespace(), symbols, named.getEnumDefault()));
            GenericRecord written = new GenericData.Record(writer);
            written.put(
                    "value", new GenericData.EnumSymbol(writer.getField("value").schema(), "FROM_THE_FUTURE"));

            GenericRecord read = AvroBytes.decode(AvroBytes.encode(written), writer, holder(named));

            assertThat(read.get("value")).as(named.getFullName()).hasToString("UNKNOWN");
        }
    }

    @ParameterizedTest
    @MethodSource("topics")
    void carriesIdentityAndOrder(Topic<?> topic) {
        Schema schema = AvroBytes.current(topic);
        assertThat(schema.getFields())
                .extracting(Schema.Field::name)
                .contains("eventId", "tenantId", "version", "occurredAt");
        assertThat(schema.getField("eventId").schema().getLogicalType().getName())
                .isEqualTo("uuid");
        assertThat(schema.getField("version").schema().getType()).isEqualTo(Schema.Type.LONG);
        assertThat(schema.getField("occurredAt").schema().getLogicalType().getName())
                .isEqualTo("timestamp-millis");
    }

    /** What consumers read first: nothing is without a word of explanation. */
    @ParameterizedTest
    @MethodSource("topics")
    void documentsEveryTypeAndField(Topic<?> topic) {
        Compatibility.named(AvroBytes.current(topic)).forEach((name, schema) -> {
            assertThat(schema.getDoc()).as(name).isNotBlank();
            if (schema.getType() == Schema.Type.RECORD) {
                schema.getFields()
                        .forEach(field -> assertThat(field.doc())
                                .as(name + "." + field.name())
                                .isNotBlank());
            }
        });
    }

    private static Schema holder(Schema of) {
        return Schema.createRecord("Holder", null, "x", false, List.of(new Schema.Field("value", of)));
    }

    private static void assertRoundTrip(SpecificRecordBase value) {
        SpecificRecordBase read = AvroBytes.decode(AvroBytes.encode(value), value.getSchema(), value.getClass());

        assertThat(read).isEqualTo(value).hasSameHashCodeAs(value);
    }
}
