package io.portline.messaging.codec;

import io.portline.messaging.TestRecords;
import io.portline.messaging.records.ThingHappened;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class DatumProviderTest {
    private final DatumProvider<ThingHappened> provider = new DatumProvider<>();

    @Test
    void makesOneReaderAndOneWriterForASchemaHoweverOftenItIsParsed() {
        ThingHappened thing = TestRecords.thing("a", 1);
        Schema schema = ThingHappened.getClassSchema();
        Schema parsedAgain = new Schema.Parser().parse(schema.toString());

        assertThat(provider.createDatumWriter(thing, parsedAgain)).isSameAs(provider.createDatumWriter(thing, schema));
        assertThat(provider.createDatumReader(parsedAgain)).isSameAs(provider.createDatumReader(schema));
    }

    @Test
    void isWhatTheSerialisersAreTold() {
        CodecSettings settings = new CodecSettings(
                "apicurio",
                null,
                new CodecSettings.Registry("http://localhost:1", null, null, null, Duration.ofMinutes(1)),
                Map.of());

        assertThat(settings.serdeConfig())
                .containsEntry("apicurio.registry.avro-datum-provider", DatumProvider.class.getName());
    }
}
