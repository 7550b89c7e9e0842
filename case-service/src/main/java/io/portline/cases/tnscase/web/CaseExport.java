package io.portline.cases.tnscase.web;

import io.portline.cases.tnscase.CaseClosing;
import io.portline.cases.tnscase.CaseProgress;
import io.portline.cases.tnscase.CaseQuery;
import io.portline.cases.tnscase.CaseService;
import io.portline.cases.tnscase.LinkedOrder;
import io.portline.cases.tnscase.Party;
import io.portline.cases.tnscase.TnsCase;
import io.portline.numbering.LocalMoment;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Cases as a CSV file (RFC 4180), written as they are read: so many at once, whatever there are. */
@Component
class CaseExport {

    static final int AT_ONCE = 500;

    private static final List<String> COLUMNS = List.of(
            "number",
            "tenant",
            "category",
            "type",
            "country",
            "title",
            "status",
            "openedBy",
            "assignee",
            "openedAt",
            "updatedAt",
            "requested",
            "requestedZone",
            "firstAnswerDueBy",
            "solutionDueBy",
            "overdue",
            "closedAt",
            "closingReason",
            "closingWords",
            "orders",
            "stars");

    private final CaseService service;
    private final CaseTexts texts;

    CaseExport(CaseService service, CaseTexts texts) {
        this.service = service;
        this.texts = texts;
    }

    void write(Party viewer, CaseQuery first, Locale language, HttpServletResponse response) throws IOException {
        response.setContentType("text/csv");
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"cases.csv\"");
        response.setHeader("X-Content-Type-Options", "nosniff");
        Writer out = response.getWriter();
        row(out, COLUMNS);
        CaseQuery query = first;
        while (true) {
            List<TnsCase> some = service.list(viewer, query);
            for (TnsCase tnsCase : some) {
                row(out, cells(tnsCase, language));
            }
            if (some.size() < AT_ONCE) {
                return;
            }
            query = query.after(some.getLast().number());
        }
    }

    private List<String> cells(TnsCase tnsCase, Locale language) {
        CaseProgress progress = tnsCase.progress();
        return List.of(
                tnsCase.number().toString(),
                tnsCase.tenantId(),
                tnsCase.category().name(),
                tnsCase.type().map(Enum::name).orElse(""),
                tnsCase.country().code(),
                tnsCase.title(),
                texts.text("status." + tnsCase.status(), language),
                tnsCase.openedBy().name(),
                tnsCase.assignee().map(Party.Desk::name).orElse(""),
                tnsCase.openedAt().toString(),
                tnsCase.updatedAt().toString(),
                tnsCase.requested()
                        .map(LocalMoment::local)
                        .map(Object::toString)
                        .orElse(""),
                tnsCase.requested().map(moment -> moment.zone().getId()).orElse(""),
                instant(progress.clock().firstAnswerDueBy()),
                instant(progress.clock().solutionDueBy()),
                Boolean.toString(progress.clock().overdue()),
                instant(tnsCase.closing().map(CaseClosing::at)),
                tnsCase.closing().map(CaseClosing::code).orElse(""),
                tnsCase.closing().flatMap(CaseClosing::words).orElse(""),
                String.join(
                        " ", progress.orders().stream().map(LinkedOrder::number).toList()),
                progress.rating()
                        .map(rating -> Integer.toString(rating.stars()))
                        .orElse(""));
    }

    private static String instant(Optional<Instant> instant) {
        return instant.map(Instant::toString).orElse("");
    }

    private static void row(Writer out, List<String> cells) throws IOException {
        out.write(String.join(",", cells.stream().map(CaseExport::cell).toList()));
        out.write("\r\n");
    }

    /** A text that a spreadsheet would take for a formula gets an apostrophe before it, and so is shown as it is. */
    static String cell(String text) {
        String shown = text.isEmpty() || "=+-@\t\r\n＝＋－＠".indexOf(text.charAt(0)) < 0 ? text : "'" + text;
        return '"' + shown.replace("\"", "\"\"") + '"';
    }
}
