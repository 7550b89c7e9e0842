package io.portline.order.portorder.web;

import io.portline.order.portorder.PortOrderFilter;
import io.portline.order.portorder.PortOrderService;
import io.portline.order.portorder.PortOrderSort;
import io.portline.order.portorder.Scope;
import io.portline.web.tenant.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** All orders of a list as one file. */
@RestController
@Tag(name = "Port orders")
class ExportController {

    private static final String CSV = "text/csv";

    private final PortOrderService service;

    ExportController(PortOrderService service) {
        this.service = service;
    }

    @Operation(
            summary = "Export a list as CSV",
            operationId = "exportPortOrders",
            description =
                    "Filtered and sorted like the list, without an end; UTF-8 with a byte order mark. A cell that a spreadsheet might take for a formula begins with an apostrophe")
    @ApiResponse(
            responseCode = "200",
            description = "A row an order, under a header",
            content = @Content(mediaType = CSV, schema = @Schema(type = "string")))
    @GetMapping(path = "/api/v1/port-orders/export", produces = CSV)
    void export(@ParameterObject ListParameters parameters, Caller caller, HttpServletResponse response)
            throws IOException {
        Scope scope = Callers.mayRead(caller);
        PortOrderFilter filter = parameters.filter();
        PortOrderSort sort = parameters.order();
        response.setContentType(CSV);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename("port-orders.csv")
                        .build()
                        .toString());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-store");
        Writer writer = response.getWriter();
        OrderTable table = new OrderTable(writer, caller.language());
        try {
            table.header();
            service.export(scope, filter, sort, table::row);
        } catch (UncheckedIOException gone) {
            // Nobody reads any more.
            throw gone.getCause();
        }
        writer.flush();
    }
}
