package io.portline.schemas;

import org.apache.avro.Schema;
import org.apache.avro.SchemaFormatter;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Releases every topic's schema that differs from its last release: the schema, a record written by it, the checksums and
 * the reference in the AsyncAPI document. Changes nothing if any schema breaks a released one. No part of the build, as its
 * name does not end in Test: it runs only when asked for, {@code mvn -pl schemas test -Dtest=ReleaseSchemas}.
 */
final class ReleaseSchemas {

    private static final Path DOCUMENT = Path.of("src", "main", "asyncapi", "portline.asyncapi.yaml");

    @Test
    void releasesEverySchemaThatChanged() throws IOException {
        Released released = Released.here();
        List<Topic<?>> changed = new ArrayList<>(Topics.all());
        changed.removeIf(topic -> !isUnreleased(released, topic));
        List<String> violations = new ArrayList<>();
        for (Topic<?> topic : changed) {
            for (Released.Version version : released.versions(topic)) {
                Compatibility.violations(version.schema(), AvroBytes.current(topic))
                        .forEach(text -> violations.add(version + ": " + text));
            }
            Samples.emptyFields(Samples.of(topic))
                    .forEach(field -> violations.add(topic.name() + ": give " + field + " a value in Samples"));
            Compatibility.enumsWithoutDefault(AvroBytes.current(topic)).forEach(violations::add);
        }
        assertThat(violations)
                .as("nothing is released; an incompatible change needs a new topic, such as ….v2")
                .isEmpty();
        for (Topic<?> topic : changed) {
            int number = released.versions(topic).size() + 1;
            Released.Version version = released.version(topic, number);
            Files.createDirectories(version.avsc().getParent());
            Schema schema = AvroBytes.current(topic);
            byte[] bytes = AvroBytes.encode(Samples.of(topic));
            Files.writeString(version.avsc(), SchemaFormatter.format("json/pretty", schema) + "\n");
            Files.write(version.bytes(), bytes);
            Files.writeString(version.json(), AvroBytes.json(AvroBytes.decode(bytes, schema, schema)));
            String document = Files.readString(DOCUMENT);
            Files.writeString(
                    DOCUMENT,
                    document.replaceAll(
                            "released/" + Pattern.quote(topic.name()) + "/v\\d+\\.avsc",
                            "released/" + topic.name() + "/v" + number + ".avsc"));
        }
        Files.writeString(released.sums(), released.checksums());
    }

    /** Compared as text: documentation and defaults are part of a release too. */
    static boolean isUnreleased(Released released, Topic<?> topic) {
        List<Released.Version> versions = released.versions(topic);
        return versions.isEmpty()
                || !versions.getLast()
                        .schema()
                        .toString()
                        .equals(AvroBytes.current(topic).toString());
    }
}
