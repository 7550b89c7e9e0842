package io.portline.messaging.codec;

import io.apicurio.registry.serde.avro.DefaultAvroDatumProvider;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.specific.SpecificRecord;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Readers and writers by the schema itself, whose hash is worked out once. The library finds its own by a fingerprint of
 * the schema's canonical text, which it writes anew for each record: that took longer than the record.
 *
 * <p>Made by Apicurio's serialisers, by its name in their settings.
 */
public final class DatumProvider<T> extends DefaultAvroDatumProvider<T> {
    private final Map<Schema, DatumReader<T>> readers = new ConcurrentHashMap<>();
    private final Map<Schema, DatumWriter<T>> writers = new ConcurrentHashMap<>();

    @Override
    public DatumReader<T> createDatumReader(Schema schema) {
        return readers.computeIfAbsent(schema, super::createDatumReader);
    }

    @Override
    public DatumWriter<T> createDatumWriter(T data, Schema schema) {
        if (!(data instanceof SpecificRecord)) {
            return super.createDatumWriter(data, schema);
        }
        return writers.computeIfAbsent(schema, first -> super.createDatumWriter(data, first));
    }
}
