package io.portline.schemas;

import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** What was released stays as it was and stays readable. */
class ReleasedTest {

    static Stream<Topic<?>> topics() {
        return Topics.all().stream();
    }

    static Stream<Released.Version> released() {
        return Released.here().all().stream();
    }

    @Test
    void noReleasedFileIsEverEdited() throws IOException {
        assertThat(Released.here().checksums())
                .as("src/released is only added to, by ReleaseSchemas; see docs/events.md")
                .isEqualTo(Files.readString(Released.here().sums()));
    }

    @Test
    void everyReleasedFileBelongsToAVersionOfATopic() throws IOException {
        try (Stream<Path> files = Files.walk(Released.here().folder())) {
            assertThat(files.filter(Files::isRegularFile)
                            .filter(file -> !file.getFileName().toString().startsWith("."))
                            .filter(file -> !file.equals(Released.here().sums())))
                    .containsExactlyInAnyOrderElementsOf(Released.here().all().stream()
                            .flatMap(version -> Stream.of(version.avsc(), version.bytes(), version.json()))
                            .toList());
        }
    }

    @ParameterizedTest
    @MethodSource("topics")
    void nothingGoesOnTheWireUnreleased(Topic<?> topic) {
        assertThat(ReleaseSchemas.isUnreleased(Released.here(), topic))
                .as("the schema differs from its last release: run mvn -pl schemas test -Dtest=ReleaseSchemas")
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("released")
    void readsTheBytesOfEveryReleaseWithTodaysClasses(Released.Version version) throws IOException {
        byte[] golden = Files.readAllBytes(version.bytes());
        SpecificRecordBase today = AvroBytes.decode(
                golden, version.schema(), version.topic().recordType().asSubclass(SpecificRecordBase.class));

        // Seen through the released schema, nothing of what it said is lost.
        GenericRecord asReleased =
                AvroBytes.decode(AvroBytes.encode(today), AvroBytes.current(version.topic()), version.schema());
        assertThat(AvroBytes.json(asReleased)).isEqualTo(Files.readString(version.json()));
    }

    @ParameterizedTest
    @MethodSource("released")
    void theReleasedBytesSayWhatTheirJsonSays(Released.Version version) throws IOException {
        GenericRecord golden =
                AvroBytes.decode(Files.readAllBytes(version.bytes()), version.schema(), version.schema());

        assertThat(AvroBytes.json(golden)).isEqualTo(Files.readString(version.json()));
    }

    @ParameterizedTest
    @MethodSource("released")
    void aReaderThatStayedBehindReadsWhatWeWriteToday(Released.Version version) {
        GenericRecord behind = AvroBytes.decode(
                AvroBytes.encode(Samples.of(version.topic())), AvroBytes.current(version.topic()), version.schema());

        assertThat(behind.getSchema()).isEqualTo(version.schema());
    }
}
