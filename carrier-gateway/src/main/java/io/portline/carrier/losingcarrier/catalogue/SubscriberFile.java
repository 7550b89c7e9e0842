package io.portline.carrier.losingcarrier.catalogue;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.portline.carrier.losingcarrier.SubscriberEntry;
import io.portline.carrier.losingcarrier.SubscriberLoading;
import io.portline.carrier.losingcarrier.SubscriberLoading.Fault;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Subscriber records in a file: a JSON array of records, or CSV (UTF-8) with their fields as the header. An empty cell is a field left out.
 *
 * @param entries unchecked, in the order of the file
 * @param lines the line of each record in a CSV file; empty for JSON
 * @param faults what cannot be read
 */
public record SubscriberFile(List<@Nullable SubscriberEntry> entries, List<Long> lines, List<Fault> faults) {

    private static final List<String> COLUMNS = List.of(
            "number",
            "carrierId",
            "accountNumber",
            "passcode",
            "organisation",
            "authorisedPerson",
            "kana",
            "postalCode",
            "billingTelephoneNumber",
            "frozen",
            "active");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Reads a file, whose kind its first character tells. */
    public static SubscriberFile read(byte[] file) {
        String start = new String(file, 0, Math.min(file.length, 64), StandardCharsets.UTF_8)
                .replace("\ufeff", "")
                .strip();
        return start.startsWith("[") ? json(file) : csv(file);
    }

    /** Where a fault is, for people: the line in CSV, the index in JSON. */
    public String place(Fault fault) {
        if (fault.index() < 0) {
            return "The file";
        }
        return (lines.isEmpty() ? "Record " + fault.index() : "Line " + lines.get(fault.index()))
                + (fault.field().isEmpty() ? "" : ", " + fault.field());
    }

    private static SubscriberFile json(byte[] file) {
        try {
            return new SubscriberFile(
                    Arrays.asList(JSON.readValue(file, SubscriberEntry[].class)), List.of(), List.of());
        } catch (JacksonException unreadable) {
            return broken("NOT_JSON", "The file is no JSON array of subscriber records: " + where(unreadable) + ".");
        }
    }

    /** Without the message, which quotes what stands there: it may be a passcode. */
    private static String where(JacksonException unreadable) {
        TokenStreamLocation at = unreadable.getLocation();
        return at == null ? "somewhere" : "line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    private static SubscriberFile csv(byte[] file) {
        List<@Nullable SubscriberEntry> entries = new ArrayList<>();
        List<Long> lines = new ArrayList<>();
        List<Fault> faults = new ArrayList<>();
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .skipEmptyLines(true)
                .detectBomHeader(true)
                .ofCsvRecord(new ByteArrayInputStream(file), StandardCharsets.UTF_8)) {
            List<String> header = null;
            for (CsvRecord row : reader) {
                if (header == null) {
                    header = row.getFields().stream().map(String::strip).toList();
                    List<String> unknown = header.stream()
                            .filter(column -> !COLUMNS.contains(column))
                            .toList();
                    if (!unknown.isEmpty() || !header.contains("number")) {
                        return broken(
                                "HEADER",
                                "The first line names the columns, of " + String.join(", ", COLUMNS)
                                        + "; number must be among them.");
                    }
                    continue;
                }
                int index = entries.size();
                lines.add(row.getStartingLineNumber());
                if (row.getFieldCount() != header.size()) {
                    faults.add(new Fault(
                            index,
                            "",
                            "COLUMNS",
                            row.getFieldCount() + " cells where the header has " + header.size() + "."));
                }
                if (index >= SubscriberLoading.MAX_RECORDS) {
                    return broken("TOO_MANY", "At most " + SubscriberLoading.MAX_RECORDS + " records in one file.");
                }
                entries.add(entry(index, cells(header, row), faults));
            }
        } catch (CsvParseException _) {
            return broken("NOT_CSV", "The file cannot be read as CSV.");
        } catch (IOException e) {
            throw new UncheckedIOException("Memory that cannot be read", e);
        }
        if (entries.isEmpty()) {
            return broken("EMPTY", "There are no records in the file.");
        }
        return new SubscriberFile(entries, lines, faults);
    }

    private static Map<String, String> cells(List<String> header, CsvRecord row) {
        Map<String, String> cells = new HashMap<>();
        for (int i = 0; i < Math.min(header.size(), row.getFieldCount()); i++) {
            String cell = row.getField(i).strip();
            if (!cell.isEmpty()) {
                cells.put(header.get(i), cell);
            }
        }
        return cells;
    }

    private static SubscriberEntry entry(int index, Map<String, String> cells, List<Fault> faults) {
        return new SubscriberEntry(
                cells.get("number"),
                cells.get("carrierId"),
                cells.get("accountNumber"),
                cells.get("passcode"),
                cells.get("organisation"),
                cells.get("authorisedPerson"),
                cells.get("kana"),
                cells.get("postalCode"),
                cells.get("billingTelephoneNumber"),
                yesOrNo(index, "frozen", cells, faults),
                yesOrNo(index, "active", cells, faults));
    }

    private static @Nullable Boolean yesOrNo(int index, String column, Map<String, String> cells, List<Fault> faults) {
        String cell = cells.get(column);
        return switch (cell == null ? "" : cell.toLowerCase(Locale.ROOT)) {
            case "" -> null;
            case "true", "yes" -> true;
            case "false", "no" -> false;
            default -> {
                faults.add(new Fault(index, column, "NOT_YES_OR_NO", "true or false."));
                yield null;
            }
        };
    }

    private static SubscriberFile broken(String code, String text) {
        return new SubscriberFile(List.of(), List.of(), List.of(new Fault(-1, "", code, text)));
    }
}
