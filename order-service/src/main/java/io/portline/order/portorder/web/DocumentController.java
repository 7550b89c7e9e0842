package io.portline.order.portorder.web;

import io.portline.order.portorder.Documents;
import io.portline.order.portorder.PortOrderService;
import io.portline.order.portorder.Scope;
import io.portline.web.idempotency.Idempotent;
import io.portline.web.problem.FieldProblem;
import io.portline.web.problem.ProblemException;
import io.portline.web.problem.ProblemType;
import io.portline.web.tenant.Caller;
import io.portline.web.tenant.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Letters of authorization. */
@RestController
@RequestMapping("/api/v1/documents")
@Tag(name = "Documents", description = "Letters of authorization")
class DocumentController {

    private final PortOrderService service;

    DocumentController(PortOrderService service) {
        this.service = service;
    }

    @Operation(
            summary = "Upload a signed letter of authorization",
            operationId = "uploadDocument",
            description = "A PDF by its content, at most 10 MiB")
    @ApiResponse(responseCode = "201", description = "Uploaded")
    @Idempotent
    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<DocumentResponse> upload(
            @RequestPart("file") MultipartFile file,
            @Parameter(description = "LOA") @RequestParam(defaultValue = "LOA") String kind,
            @Parameter(description = "The desk says for whom; a tenant's own admins do not")
                    @RequestParam(required = false)
                    @Nullable
                    String tenantId,
            Caller caller) {
        String owner = owner(tenantId, caller);
        if (!kind.equals(Documents.Kind.LOA.name())) {
            throw ProblemException.of(ProblemType.INVALID_PARAMETER)
                    .error(FieldProblem.parameter("kind", "UNKNOWN_VALUE", "LOA"));
        }
        Documents.Document document = service.upload(owner, Callers.by(caller), OrderFiles.letter(file));
        return ResponseEntity.created(URI.create("/api/v1/documents/" + document.id()))
                .body(DocumentResponse.of(document));
    }

    private static String owner(@Nullable String tenantId, Caller caller) {
        if (caller.is(Role.TENANT_ADMIN)) {
            if (tenantId != null && !tenantId.equals(caller.tenantId())) {
                throw ProblemException.of(ProblemType.FORBIDDEN);
            }
            return caller.tenantId();
        }
        caller.require(Role.DESK_AGENT);
        if (tenantId == null || tenantId.isBlank()) {
            throw ProblemException.of(ProblemType.INVALID_PARAMETER)
                    .error(FieldProblem.parameter("tenantId", "REQUIRED"));
        }
        return tenantId.strip();
    }

    @Operation(summary = "Fetch a document back", operationId = "getDocument")
    @ApiResponse(
            responseCode = "200",
            description = "The file",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PDF_VALUE,
                            schema = @Schema(type = "string", format = "binary")))
    @GetMapping("/{id}")
    ResponseEntity<byte[]> get(@PathVariable UUID id, Caller caller) {
        Scope scope = Callers.mayRead(caller);
        if (!Callers.seesAccount(caller)) {
            // A letter holds what operators may not see.
            throw ProblemException.of(ProblemType.FORBIDDEN);
        }
        Documents.Document document =
                service.document(id, scope).orElseThrow(() -> ProblemException.of(ProblemType.NOT_FOUND));
        byte[] content =
                service.documentContent(id, scope).orElseThrow(() -> ProblemException.of(ProblemType.NOT_FOUND));
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(document.mediaType()))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(document.name(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .body(content);
    }
}
