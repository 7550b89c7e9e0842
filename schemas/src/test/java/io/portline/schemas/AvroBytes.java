package io.portline.schemas;

import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecordBase;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Writes and reads Avro's binary and JSON encodings, without the registry's framing. */
final class AvroBytes {

    private AvroBytes() {}

    /** The schema of a generated class without what only Java reads, such as {@code avro.java.string}. */
    static Schema current(Topic<?> topic) {
        String text = SpecificData.get().getSchema(topic.recordType()).toString();
        return new Schema.Parser().parse(text.replaceAll(",?\"avro\\.java\\.string\":\"String\"", ""));
    }

    static byte[] encode(SpecificRecordBase value) {
        return written(
                encoder -> new SpecificDatumWriter<SpecificRecordBase>(value.getSchema(), value.getSpecificData())
                        .write(value, encoder));
    }

    static byte[] encode(GenericRecord value) {
        return written(encoder -> new GenericDatumWriter<GenericRecord>(value.getSchema()).write(value, encoder));
    }

    /** Reads bytes of the writer's schema with today's class. */
    static <R extends SpecificRecordBase> R decode(byte[] bytes, Schema writer, Class<R> type) {
        try {
            SpecificData model = SpecificData.getForClass(type);
            return new SpecificDatumReader<R>(writer, model.getSchema(type), model)
                    .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static GenericRecord decode(byte[] bytes, Schema writer, Schema reader) {
        try {
            return new GenericDatumReader<GenericRecord>(writer, reader, GenericData.get())
                    .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Avro's JSON encoding, indented: every field in the schema's order, unions with their branch. */
    static String json(GenericRecord value) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            Encoder encoder = EncoderFactory.get().jsonEncoder(value.getSchema(), out, true);
            new GenericDatumWriter<GenericRecord>(value.getSchema()).write(value, encoder);
            encoder.flush();
            return out.toString(UTF_8) + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Writing {
        void to(Encoder encoder) throws IOException;
    }

    private static byte[] written(Writing writing) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            Encoder encoder = EncoderFactory.get().binaryEncoder(out, null);
            writing.to(encoder);
            encoder.flush();
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
