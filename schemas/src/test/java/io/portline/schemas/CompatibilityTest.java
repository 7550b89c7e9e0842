package io.portline.schemas;

import org.apache.avro.Schema;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** FULL_TRANSITIVE: today's schemas and every released one read each other's bytes, and the check of it bites. */
class CompatibilityTest {

    private static final String RELEASED = """
            {"type": "record", "name": "Order", "namespace": "x", "doc": "An order.", "fields": [
              {"name": "id", "type": {"type": "string", "logicalType": "uuid"}},
              {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
              {"name": "tries", "type": "int", "default": 0},
              {"name": "note", "type": ["null", "string"], "default": null},
              {"name": "status", "type": {"type": "enum", "name": "Status",
                "symbols": ["UNKNOWN", "OPEN", "DONE"], "default": "UNKNOWN"}},
              {"name": "lines", "type": {"type": "array", "items": {"type": "record", "name": "Line", "fields": [
                {"name": "number", "type": "string"}]}}}]}
            """;

    static Stream<Released.Version> released() {
        return Released.here().all().stream();
    }

    @ParameterizedTest
    @MethodSource("released")
    void readsAndIsReadByEveryReleasedSchema(Released.Version version) {
        assertThat(Compatibility.violations(version.schema(), AvroBytes.current(version.topic())))
                .isEmpty();
    }

    @Test
    void everyReleaseIsCompatibleWithEveryEarlierOne() {
        for (Topic<?> topic : Topics.all()) {
            List<Released.Version> versions = Released.here().versions(topic);
            for (Released.Version earlier : versions) {
                for (Released.Version later : versions.subList(earlier.number(), versions.size())) {
                    assertThat(Compatibility.violations(earlier.schema(), later.schema()))
                            .as("%s to %s", earlier, later)
                            .isEmpty();
                }
            }
        }
    }

    /** The bites: each of these changes has broken somebody's readers somewhere. */
    static Stream<Arguments> badChanges() {
        return Stream.of(
                bad(
                        "a field without default is added",
                        "{\"name\": \"tries\"",
                        "{\"name\": \"carrier\", \"type\": \"string\"}, {\"name\": \"tries\""),
                bad(
                        "a field without default is removed",
                        "{\"name\": \"id\", \"type\": {\"type\": \"string\", \"logicalType\": \"uuid\"}},",
                        ""),
                bad("a field is renamed", "\"name\": \"id\"", "\"name\": \"orderId\""),
                bad("a type changes", "\"type\": \"int\", \"default\": 0", "\"type\": \"string\", \"default\": \"0\""),
                bad("a type is widened, which old readers cannot follow", "\"type\": \"int\"", "\"type\": \"long\""),
                bad(
                        "a field becomes nullable",
                        "{\"name\": \"number\", \"type\": \"string\"}",
                        "{\"name\": \"number\", \"type\": [\"null\", \"string\"], \"default\": null}"),
                bad("a nullable field becomes required", "[\"null\", \"string\"], \"default\": null", "\"string\""),
                bad(
                        "a list becomes a list of something else",
                        "{\"name\": \"number\", \"type\": \"string\"}",
                        "{\"name\": \"number\", \"type\": \"bytes\"}"),
                bad("the record is renamed", "\"name\": \"Order\"", "\"name\": \"PortOrder\""),
                bad("the record moves to another namespace", "\"namespace\": \"x\"", "\"namespace\": \"y\""),
                bad("a record within is renamed", "\"name\": \"Line\"", "\"name\": \"OrderLine\""),
                bad("an enum symbol is removed", ", \"DONE\"", ""),
                bad("an enum symbol is renamed", "\"DONE\"", "\"COMPLETED\""),
                bad("an enum's default is removed", ", \"default\": \"UNKNOWN\"", ""),
                bad("an enum's default changes", "\"default\": \"UNKNOWN\"", "\"default\": \"OPEN\""),
                bad("an enum loses a symbol and its default", ", \"DONE\"], \"default\": \"UNKNOWN\"", "]"),
                bad("an enum is renamed", "\"name\": \"Status\"", "\"name\": \"State\""),
                bad(
                        "an enum without default is added",
                        "{\"name\": \"tries\"",
                        "{\"name\": \"kind\", \"type\": {\"type\": \"enum\", \"name\": \"Kind\", \"symbols\": [\"A\"]}, \"default\": \"A\"}, {\"name\": \"tries\""),
                bad("milliseconds become microseconds", "timestamp-millis", "timestamp-micros"),
                bad(
                        "a logical type is removed",
                        "{\"type\": \"long\", \"logicalType\": \"timestamp-millis\"}",
                        "\"long\""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badChanges")
    void refuses(String change, String from, String to) {
        assertThat(RELEASED).as("the change applies").contains(from);

        assertThat(Compatibility.violations(parse(RELEASED), parse(RELEASED.replace(from, to))))
                .isNotEmpty();
    }

    @TestFactory
    Stream<DynamicTest> allowsChangesThatHurtNobody() {
        return Stream.of(
                        bad("nothing changes", "An order.", "An order."),
                        bad("documentation changes", "An order.", "A port order."),
                        bad(
                                "a field with default is added",
                                "{\"name\": \"tries\"",
                                "{\"name\": \"carrier\", \"type\": \"string\", \"default\": \"\"}, {\"name\": \"tries\""),
                        bad(
                                "a nullable field with default is added",
                                "{\"name\": \"tries\"",
                                "{\"name\": \"carrier\", \"type\": [\"null\", \"string\"], \"default\": null}, {\"name\": \"tries\""),
                        bad(
                                "a field with default is removed",
                                "{\"name\": \"tries\", \"type\": \"int\", \"default\": 0},",
                                ""),
                        bad("an enum symbol is added", "\"DONE\"]", "\"DONE\", \"LATE\"]"))
                .map(Arguments::get)
                .map(change -> DynamicTest.dynamicTest((String) change[0], () -> {
                    assertThat(RELEASED).contains((String) change[1]);
                    assertThat(Compatibility.violations(
                                    parse(RELEASED), parse(RELEASED.replace((String) change[1], (String) change[2]))))
                            .isEmpty();
                }));
    }

    /** The same on the real thing: every enum and every field of every topic, spoilt one by one. */
    @Test
    void refusesToSpoilAnyFieldOrEnumOfAnyTopic() {
        for (Topic<?> topic : Topics.all()) {
            Schema schema = AvroBytes.current(topic);
            Spoilt.each(
                    schema,
                    (what, spoilt) -> assertThat(Compatibility.violations(schema, spoilt))
                            .as("%s: %s", topic.name(), what)
                            .isNotEmpty());
        }
    }

    @Test
    void everyEnumHasTheDefaultSymbolUnknown() {
        for (Topic<?> topic : Topics.all()) {
            assertThat(Compatibility.enumsWithoutDefault(AvroBytes.current(topic)))
                    .isEmpty();
        }
    }

    /** Removes, one after the other, every field without default, every enum symbol and every enum default. */
    private static final class Spoilt {

        static void each(Schema schema, BiConsumer<String, Schema> check) {
            Compatibility.named(schema).forEach((name, named) -> {
                if (named.getType() == Schema.Type.ENUM) {
                    for (String symbol : named.getEnumSymbols()) {
                        if (!symbol.equals(named.getEnumDefault())) {
                            check.accept(
                                    "without " + name + "." + symbol,
                                    rebuilt(
                                            schema,
                                            name,
                                            Schema.createEnum(
                                                    named.getName(),
                                                    null,
                                                    named.getNamespace(),
                                                    named.getEnumSymbols().stream()
                                                            .filter(kept -> !kept.equals(symbol))
                                                            .toList(),
                                                    named.getEnumDefault())));
                        }
                    }
                    check.accept(
                            "without the default of " + name,
                            rebuilt(
                                    schema,
                                    name,
                                    Schema.createEnum(
                                            named.getName(), null, named.getNamespace(), named.getEnumSymbols())));
                }
                if (named.getType() == Schema.Type.RECORD) {
                    for (Schema.Field field : named.getFields()) {
                        if (!field.hasDefaultValue()) {
                            check.accept(
                                    "without " + name + "." + field.name(),
                                    rebuilt(
                                            schema,
                                            name,
                                            Schema.createRecord(
                                                    named.getName(),
                                                    null,
                                                    named.getNamespace(),
                                                    false,
                                                    named.getFields().stream()
                                                            .filter(kept ->
                                                                    !kept.name().equals(field.name()))
                                                            .map(kept -> new Schema.Field(kept, kept.schema()))
                                                            .toList())));
                        }
                    }
                }
            });
        }

        /** The schema with one of its named types replaced wherever it is used. */
        private static Schema rebuilt(Schema schema, String name, Schema replacement) {
            return switch (schema.getType()) {
                case RECORD ->
                    schema.getFullName().equals(name)
                            ? replacement
                            : Schema.createRecord(
                                    schema.getName(),
                                    schema.getDoc(),
                                    schema.getNamespace(),
                                    false,
                                    schema.getFields().stream()
                                            .map(field ->
                                                    new Schema.Field(field, rebuilt(field.schema(), name, replacement)))
                                            .toList());
                case ENUM, FIXED -> schema.getFullName().equals(name) ? replacement : schema;
                case ARRAY -> Schema.createArray(rebuilt(schema.getElementType(), name, replacement));
                case MAP -> Schema.createMap(rebuilt(schema.getValueType(), name, replacement));
                case UNION ->
                    Schema.createUnion(schema.getTypes().stream()
                            .map(branch -> rebuilt(branch, name, replacement))
                            .toList());
                default -> schema;
            };
        }
    }

    private static Arguments bad(String change, String from, String to) {
        return Arguments.of(change, from, to);
    }

    private static Schema parse(String text) {
        return new Schema.Parser().parse(text);
    }
}
