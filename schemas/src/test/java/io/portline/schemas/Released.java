package io.portline.schemas;

import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The schemas that were ever released, as they lie in {@code src/released}, and their checksums. */
record Released(Path folder) {

    /** As surefire and the release command start: in the module's folder. */
    static Released here() {
        return new Released(Path.of("src", "released"));
    }

    /** One version of a topic's schema, with one record that was written by it. */
    record Version(Topic<?> topic, int number, Path avsc, Path bytes, Path json) {

        Schema schema() {
            try {
                return new SchemaParser().parse(Files.readString(avsc)).mainSchema();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String toString() {
            return topic.name() + " v" + number;
        }
    }

    Version version(Topic<?> topic, int number) {
        Path of = folder.resolve(topic.name());
        return new Version(
                topic,
                number,
                of.resolve("v" + number + ".avsc"),
                of.resolve("v" + number + ".bin"),
                of.resolve("v" + number + ".json"));
    }

    /** The versions of a topic from 1 on; ends at the first that is missing. */
    List<Version> versions(Topic<?> topic) {
        return Stream.iterate(1, number -> number + 1)
                .map(number -> version(topic, number))
                .takeWhile(version -> Files.exists(version.avsc()))
                .toList();
    }

    List<Version> all() {
        return Topics.all().stream().flatMap(topic -> versions(topic).stream()).toList();
    }

    Path sums() {
        return folder.resolve("SHA256SUMS");
    }

    /** The content of the list of checksums as it should be, in the notation of {@code sha256sum}. */
    String checksums() {
        try (Stream<Path> files = Files.walk(folder)) {
            TreeMap<String, String> sums = new TreeMap<>();
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.equals(sums())
                            && !file.getFileName().toString().startsWith("."))
                    .toList()) {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
                String name = folder.relativize(file).toString().replace('\\', '/');
                sums.put(name, HexFormat.of().formatHex(digest) + "  " + name + "\n");
            }
            return String.join("", sums.values());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
