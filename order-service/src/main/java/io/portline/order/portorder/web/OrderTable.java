package io.portline.order.portorder.web;

import io.portline.numbering.LocalMoment;
import io.portline.order.portorder.PortOrderSummary;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Locale;

/** Orders as CSV (RFC 4180), row by row. */
final class OrderTable {

    /** Without it spreadsheets take the file for something else than UTF-8. */
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private static final String END_OF_LINE = "\r\n";

    /** What makes a formula of a cell, in one spreadsheet or another. */
    private static final String FORMULA_STARTS = "=+-@\t\r\n|%＝＋－＠";

    private final Writer writer;
    private final Locale language;

    OrderTable(Writer writer, Locale language) {
        this.writer = writer;
        this.language = language;
    }

    void header() {
        write(BYTE_ORDER_MARK);
        cells(
                "number",
                "name",
                "country",
                "status",
                "statusLabel",
                "losingCarrierId",
                "losingCarrier",
                "numbers",
                "attempt",
                "requested",
                "requestedZone",
                "foc",
                "focZone",
                "reasons",
                "submittedAt",
                "updatedAt",
                "id");
    }

    void row(PortOrderSummary order) {
        LocalMoment foc = order.foc();
        cells(
                order.number(),
                order.name(),
                order.country(),
                order.status().name(),
                order.status().label(language),
                order.carrier().id(),
                order.carrier().name(),
                Integer.toString(order.numberCount()),
                Integer.toString(order.attempt()),
                order.requested().local().toString(),
                order.requested().zone().getId(),
                foc == null ? null : foc.local().toString(),
                foc == null ? null : foc.zone().getId(),
                String.join(" ", order.reasons()),
                order.submittedAt().toString(),
                order.updatedAt().toString(),
                order.id().toString());
    }

    private void cells(@Nullable String... cells) {
        for (int i = 0; i < cells.length; i++) {
            write((i == 0 ? "" : ",") + cell(cells[i]));
        }
        write(END_OF_LINE);
    }

    /** Quoted where it must be, and never a formula: a name is what an admin wrote, and the reader of the file may be somebody else. */
    static String cell(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return "";
        }
        String safe = FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        boolean quoted = safe.chars().anyMatch(c -> c == '"' || c == ',' || c == ';' || c == '\n' || c == '\r')
                || !safe.strip().equals(safe);
        return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }

    private void write(String text) {
        try {
            writer.write(text);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
