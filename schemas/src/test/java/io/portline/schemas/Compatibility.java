package io.portline.schemas;

import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a schema may not change against one that was released. Avro's own rules in both directions (FULL), and besides what
 * those let through although readers suffer from it.
 */
final class Compatibility {

    private Compatibility() {}

    /** Everything that is wrong with a change; empty if readers and writers of both may meet. */
    static List<String> violations(Schema released, Schema changed) {
        List<String> violations = new ArrayList<>();
        incompatibilities(changed, released)
                .forEach(text ->
                        violations.add("the new schema cannot read what was written by the released one: " + text));
        incompatibilities(released, changed)
                .forEach(text -> violations.add("the released schema cannot read what the new one writes: " + text));
        Map<String, Schema> before = named(released);
        Map<String, Schema> after = named(changed);
        if (!released.getFullName().equals(changed.getFullName())) {
            violations.add("the record is renamed: " + released.getFullName() + " to " + changed.getFullName());
        }
        before.forEach((name, old) -> {
            Schema now = after.get(name);
            if (now != null && old.getType() == Schema.Type.ENUM && now.getType() == Schema.Type.ENUM) {
                // With a default Avro reads a removed symbol as the default: compatible, and yet the word is lost.
                old.getEnumSymbols().stream()
                        .filter(symbol -> !now.getEnumSymbols().contains(symbol))
                        .forEach(symbol -> violations.add("the symbol " + symbol + " of " + name + " is removed"));
                if (!Objects.equals(old.getEnumDefault(), now.getEnumDefault())) {
                    violations.add("the default symbol of " + name + " changes: today's readers need it tomorrow");
                }
            }
            if (now != null && old.getType() == Schema.Type.RECORD && now.getType() == Schema.Type.RECORD) {
                for (Schema.Field field : old.getFields()) {
                    Schema.Field kept = now.getField(field.name());
                    // To Avro seconds and micros are the same long, and bytes may become a string.
                    if (kept != null && !shape(field.schema()).equals(shape(kept.schema()))) {
                        violations.add("the type of " + name + "." + field.name() + " changes");
                    }
                }
            }
        });
        violations.addAll(enumsWithoutDefault(changed));
        return violations;
    }

    /** A field's default does not help a reader that meets a symbol newer than its schema: the enum needs its own. */
    static List<String> enumsWithoutDefault(Schema schema) {
        return named(schema).values().stream()
                .filter(named -> named.getType() == Schema.Type.ENUM)
                .filter(named -> !"UNKNOWN".equals(named.getEnumDefault()))
                .map(named -> named.getFullName() + " has no default symbol UNKNOWN")
                .toList();
    }

    /** Every record and enum within a schema, itself included, by full name. */
    static Map<String, Schema> named(Schema schema) {
        Map<String, Schema> found = new HashMap<>();
        collect(schema, found);
        return found;
    }

    private static List<String> incompatibilities(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult()
                .getIncompatibilities()
                .stream()
                .map(found -> found.getType() + " at " + found.getLocation() + ": " + found.getMessage())
                .toList();
    }

    private static void collect(Schema schema, Map<String, Schema> found) {
        switch (schema.getType()) {
            case RECORD -> {
                if (found.putIfAbsent(schema.getFullName(), schema) == null) {
                    schema.getFields().forEach(field -> collect(field.schema(), found));
                }
            }
            case ENUM, FIXED -> found.putIfAbsent(schema.getFullName(), schema);
            case ARRAY -> collect(schema.getElementType(), found);
            case MAP -> collect(schema.getValueType(), found);
            case UNION -> schema.getTypes().forEach(branch -> collect(branch, found));
            default -> {}
        }
    }

    private static String shape(Schema schema) {
        return switch (schema.getType()) {
            case RECORD, ENUM, FIXED -> schema.getFullName();
            case UNION ->
                schema.getTypes().stream().map(Compatibility::shape).toList().toString();
            case ARRAY -> "list of " + shape(schema.getElementType());
            case MAP -> "map of " + shape(schema.getValueType());
            default -> {
                LogicalType logical = schema.getLogicalType();
                yield schema.getType().getName() + (logical == null ? "" : " as " + logical.getName());
            }
        };
    }
}
