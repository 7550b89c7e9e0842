package io.portline.order.portorder.web;

import io.portline.order.portorder.Documents;
import io.portline.order.portorder.PortOrderService;
import io.portline.web.etag.ETags;
import io.portline.web.idempotency.Idempotent;
import io.portline.web.problem.ProblemException;
import io.portline.web.problem.ProblemType;
import io.portline.web.tenant.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

import java.net.URI;
import java.util.List;
import java.util.UUID;

/** What is added to an order without being an edit: documents and comments. */
@RestController
@RequestMapping(path = "/api/v1/port-orders/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Port orders")
class OrderPaperController {

    private final PortOrderService service;

    OrderPaperController(PortOrderService service) {
        this.service = service;
    }

    /** The documents of an order. */
    @Schema(name = "DocumentList")
    record DocumentsResponse(List<DocumentResponse> items) {}

    /** Something to say. */
    @Schema(name = "OrderCommentRequest")
    record CommentRequest(
            @Schema(description = "1 to 2,000 characters") @Nullable
            String text) {}

    @Operation(
            summary = "The documents of an order",
            operationId = "listPortOrderDocuments",
            description = "The letters of authorization of all its attempts and what was added; the oldest first")
    @GetMapping("/documents")
    DocumentsResponse documents(@PathVariable UUID id, Caller caller) {
        if (!Callers.seesAccount(caller)) {
            // Their names may say what operators may not see.
            Callers.mayRead(caller);
            throw ProblemException.of(ProblemType.FORBIDDEN);
        }
        return new DocumentsResponse(service.documents(id, Callers.mayRead(caller)).stream()
                .map(DocumentResponse::of)
                .toList());
    }

    @Operation(
            summary = "Add a document to an order",
            operationId = "addPortOrderDocument",
            description =
                    "PDF, PNG or CSV by its content, at most 10 MiB; that is no edit. Not once the order has ended")
    @ApiResponse(responseCode = "201", description = "Added")
    @Idempotent
    @PostMapping(path = "/documents", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<DocumentResponse> addDocument(
            @PathVariable UUID id, @RequestPart("file") MultipartFile file, Caller caller) {
        Documents.Document document =
                service.addDocument(id, Callers.mayContribute(caller), Callers.by(caller), OrderFiles.document(file));
        return ResponseEntity.created(URI.create("/api/v1/documents/" + document.id()))
                .body(DocumentResponse.of(document));
    }

    @Operation(
            summary = "Say something in an order's timeline",
            operationId = "addPortOrderComment",
            description = "Seen by the tenant and by the desk; that is no edit. Not once the order has ended")
    @ApiResponse(responseCode = "204", description = "Said")
    @Idempotent
    @PostMapping(path = "/comments", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Void> addComment(@PathVariable UUID id, @RequestBody CommentRequest request, Caller caller) {
        return ResponseEntity.noContent()
                .eTag(ETags.of(service.addComment(id, Callers.mayContribute(caller), Callers.by(caller), request.text())
                        .revision()))
                .build();
    }
}
