package io.portline.numbering;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Numbers as somebody submitted them, each checked, with everything that is wrong told at once.
 *
 * @param rows every line that holds or should hold a number, in the order of the file; blank lines are not among them
 * @param fileFaults what is wrong with the file as a whole; its rows are then empty or incomplete
 */
public record NumberFile(List<Row> rows, List<Fault> fileFaults) {

    /** Read at most unless said otherwise: far above an order's 999, far below what would hurt. */
    public static final int DEFAULT_MAX_ROWS = 100_000;

    private static final String HEADER = "PhoneNumber";

    /** Faults repeat what was submitted, but not a whole file of it. */
    private static final int SHOWN_TEXT = 64;

    private static final int LONGEST_RECORD = 64 * 1024;

    public NumberFile {
        rows = List.copyOf(rows);
        fileFaults = List.copyOf(fileFaults);
    }

    /**
     * One number as submitted.
     *
     * @param line its line in the file, 1 for the header; for a list its index, from 0
     * @param text as it was written, shortened to 64 characters
     * @param number the number, if the text is one, even if it is a fault here
     * @param fault what is wrong with it, if anything is
     * @param firstLine where the number stands for the first time, if it is a duplicate
     */
    public record Row(
            long line,
            String text,
            Optional<PhoneNumber> number,
            Optional<NumberFault> fault,
            OptionalLong firstLine) {}

    /**
     * One thing that is wrong.
     *
     * @param line where: see {@link Row#line()}; 0 for the file as a whole
     * @param text what stands there, shortened
     * @param code what is wrong
     * @param number the number that it is about, if it is one
     * @param firstLine for a duplicate, where the number stands for the first time
     */
    public record Fault(
            long line, String text, NumberFault code, Optional<PhoneNumber> number, OptionalLong firstLine) {}

    /** Reads a CSV file of at most {@value #DEFAULT_MAX_ROWS} numbers, see {@link #read(byte[], Country, int)}. */
    public static NumberFile read(byte[] csv, Country country) {
        return read(csv, country, DEFAULT_MAX_ROWS);
    }

    /**
     * Reads a CSV file: a header with the column {@code PhoneNumber} (in any case), one number a row. Commas, semicolons
     * and tabs separate; UTF-8 and, by its byte order mark, UTF-16 are understood; other columns are ignored.
     *
     * @param country whose numbers they must be
     * @param maxRows where to stop reading; more rows are one fault of the file
     */
    public static NumberFile read(byte[] csv, Country country, int maxRows) {
        List<Row> rows = new ArrayList<>();
        if (isBinary(csv)) {
            return new NumberFile(rows, List.of(wholeFile(NumberFault.NOT_CSV)));
        }
        try (CsvReader<CsvRecord> reader = reader(csv)) {
            var records = reader.iterator();
            int column = -1;
            int columns = 0;
            long headerLine = 1;
            String header = "";
            if (records.hasNext()) {
                CsvRecord first = records.next();
                column = columnOf(first);
                columns = first.getFieldCount();
                headerLine = first.getStartingLineNumber();
                header = String.join(",", first.getFields());
            } else {
                return new NumberFile(rows, List.of(wholeFile(NumberFault.NO_NUMBERS)));
            }
            if (column < 0) {
                return new NumberFile(rows, List.of(fault(headerLine, header, NumberFault.HEADER_MISSING)));
            }
            Check check = new Check(country);
            while (records.hasNext()) {
                CsvRecord row = records.next();
                if (row.getFields().stream().allMatch(String::isBlank)) {
                    continue;
                }
                if (rows.size() >= maxRows) {
                    return new NumberFile(
                            rows, List.of(fault(row.getStartingLineNumber(), "", NumberFault.TOO_MANY_NUMBERS)));
                }
                rows.add(check.row(row, column, columns));
            }
        } catch (CsvParseException e) {
            return new NumberFile(rows, List.of(wholeFile(NumberFault.NOT_CSV)));
        } catch (IOException e) {
            throw new UncheckedIOException("Memory that cannot be read", e);
        }
        return new NumberFile(rows, rows.isEmpty() ? List.of(wholeFile(NumberFault.NO_NUMBERS)) : List.of());
    }

    /**
     * Checks a list of numbers the same way; the {@code line} of a row is its index in the list.
     *
     * @param country whose numbers they must be
     */
    public static NumberFile ofList(List<String> texts, Country country) {
        Check check = new Check(country);
        List<Row> rows = new ArrayList<>(texts.size());
        for (int index = 0; index < texts.size(); index++) {
            rows.add(check.row(index, texts.get(index)));
        }
        return new NumberFile(rows, rows.isEmpty() ? List.of(wholeFile(NumberFault.NO_NUMBERS)) : List.of());
    }

    /** The numbers without fault, each once, in the order of the file. */
    public List<PhoneNumber> numbers() {
        return rows.stream()
                .filter(row -> row.fault().isEmpty())
                .flatMap(row -> row.number().stream())
                .toList();
    }

    /** Everything that is wrong: with the file first, then line by line. */
    public List<Fault> faults() {
        List<Fault> faults = new ArrayList<>(fileFaults);
        for (Row row : rows) {
            row.fault()
                    .ifPresent(
                            code -> faults.add(new Fault(row.line(), row.text(), code, row.number(), row.firstLine())));
        }
        return List.copyOf(faults);
    }

    /** Whether nothing is wrong. */
    public boolean isClean() {
        return fileFaults.isEmpty() && rows.stream().allMatch(row -> row.fault().isEmpty());
    }

    /** Numbers are told apart by E.164, whatever their notation. */
    private static final class Check {
        private final Country country;
        private final Map<PhoneNumber, Long> firstLines = new HashMap<>();

        Check(Country country) {
            this.country = country;
        }

        Row row(CsvRecord csv, int column, int columns) {
            long line = csv.getStartingLineNumber();
            if (csv.getFieldCount() > columns && !surplusIsBlank(csv, columns)) {
                // A decimal comma splits 3,31E+10 into two cells: say what happened and not only how many there are.
                String whole = String.join(",", csv.getFields());
                boolean spreadsheet = PhoneNumber.parse(whole, country)
                        .invalid()
                        .filter(NumberFault.SPREADSHEET_FORMAT::equals)
                        .isPresent();
                return new Row(
                        line,
                        shown(whole),
                        Optional.empty(),
                        Optional.of(spreadsheet ? NumberFault.SPREADSHEET_FORMAT : NumberFault.TOO_MANY_COLUMNS),
                        OptionalLong.empty());
            }
            return row(line, csv.getFieldCount() > column ? csv.getField(column) : "");
        }

        Row row(long line, String text) {
            return switch (PhoneNumber.parse(text, country)) {
                case PhoneNumber.Parsed.Invalid(NumberFault fault, Optional<PhoneNumber> number) ->
                    new Row(line, shown(text), number, Optional.of(fault), OptionalLong.empty());
                case PhoneNumber.Parsed.Valid(PhoneNumber number) -> {
                    Long first = firstLines.putIfAbsent(number, line);
                    yield first == null
                            ? new Row(line, shown(text), Optional.of(number), Optional.empty(), OptionalLong.empty())
                            : new Row(
                                    line,
                                    shown(text),
                                    Optional.of(number),
                                    Optional.of(NumberFault.DUPLICATE),
                                    OptionalLong.of(first));
                }
            };
        }

        private static boolean surplusIsBlank(CsvRecord csv, int columns) {
            return csv.getFields().subList(columns, csv.getFieldCount()).stream()
                    .allMatch(String::isBlank);
        }
    }

    private static CsvReader<CsvRecord> reader(byte[] csv) {
        return CsvReader.builder()
                .fieldSeparator(separator(csv))
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .skipEmptyLines(true)
                .trimWhitespacesAroundQuotes(true)
                .detectBomHeader(true)
                .maxBufferSize(LONGEST_RECORD)
                .ofCsvRecord(new ByteArrayInputStream(csv), StandardCharsets.UTF_8);
    }

    /** The separator that stands in the first line; where several do, the one that spreadsheets write. */
    private static char separator(byte[] csv) {
        boolean tab = false;
        boolean comma = false;
        for (byte b : csv) {
            switch (b) {
                case ';' -> {
                    return ';';
                }
                case '\t' -> tab = true;
                case ',' -> comma = true;
                case '\n', '\r' -> {
                    return tab && !comma ? '\t' : ',';
                }
                default -> {}
            }
        }
        return tab && !comma ? '\t' : ',';
    }

    private static int columnOf(CsvRecord header) {
        for (int column = 0; column < header.getFieldCount(); column++) {
            if (header.getField(column).strip().equalsIgnoreCase(HEADER)) {
                return column;
            }
        }
        return -1;
    }

    /** A spreadsheet's own format, a PDF or an image has zero bytes; so has UTF-16, but after a byte order mark. */
    private static boolean isBinary(byte[] csv) {
        boolean utf16 = csv.length >= 2
                && ((csv[0] == (byte) 0xFE && csv[1] == (byte) 0xFF)
                        || (csv[0] == (byte) 0xFF && csv[1] == (byte) 0xFE));
        if (utf16) {
            return false;
        }
        for (byte b : csv) {
            if (b == 0) {
                return true;
            }
        }
        return false;
    }

    private static Fault wholeFile(NumberFault code) {
        return fault(0, "", code);
    }

    private static Fault fault(long line, String text, NumberFault code) {
        return new Fault(line, shown(text), code, Optional.empty(), OptionalLong.empty());
    }

    private static String shown(String text) {
        return text.length() <= SHOWN_TEXT ? text : text.substring(0, SHOWN_TEXT - 1) + "…";
    }
}
