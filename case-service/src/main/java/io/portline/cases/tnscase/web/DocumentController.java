package io.portline.cases.tnscase.web;

import io.portline.cases.tnscase.CaseDocument;
import io.portline.cases.tnscase.CaseService;
import io.portline.cases.tnscase.DocumentKind;
import io.portline.cases.tnscase.UploadOutcome;
import io.portline.web.idempotency.Idempotent;
import io.portline.web.problem.FieldProblem;
import io.portline.web.problem.ProblemException;
import io.portline.web.problem.ProblemType;
import io.portline.web.tenant.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Documents: brought first, then named by a new case or a comment, and fetched from the case; piece by piece both ways. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Case documents", description = "Files of cases")
class DocumentController {

    private static final ProblemType REFUSED = ProblemType.of("document-refused", 422);
    private static final ProblemType QUARANTINED = ProblemType.of("document-quarantined", 409);

    private final CaseService service;

    DocumentController(CaseService service) {
        this.service = service;
    }

    /** Keeps a PDF, PNG or CSV document of at most 25 MiB for a new case, a comment or an answer of the same side to name. */
    @Idempotent
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "uploadCaseDocument", summary = "Upload a document")
    @PostMapping(path = "/documents", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<CaseResponses.Document> upload(Caller caller, @RequestPart("file") MultipartFile file)
            throws IOException {
        UploadOutcome outcome =
                service.upload(Parties.of(caller), file.getOriginalFilename(), file.getSize(), file::getInputStream);
        CaseDocument document = switch (outcome) {
            case UploadOutcome.Kept(CaseDocument kept) -> kept;
            case UploadOutcome.Empty _ ->
                throw ProblemException.of(ProblemType.VALIDATION).error(FieldProblem.part("file", "EMPTY_FILE"));
            case UploadOutcome.TooLarge(long largest) ->
                throw ProblemException.of(ProblemType.TOO_LARGE)
                        .error(FieldProblem.part("file", "TOO_LARGE", largest))
                        .with("maximumBytes", largest);
            case UploadOutcome.WrongKind _ ->
                throw ProblemException.of(ProblemType.UNSUPPORTED_MEDIA)
                        .error(FieldProblem.part("file", "MEDIA_KIND", kinds()));
            case UploadOutcome.Infected _ -> throw ProblemException.of(REFUSED);
        };
        return ResponseEntity.status(201).body(CaseView.document(document));
    }

    /** A document of a case, always as a download. */
    @ApiResponse(
            responseCode = "200",
            description = "The file",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
                            schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(
            responseCode = "409",
            description = "Problem: document-quarantined, until the desk releases it",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(ref = "#/components/schemas/Problem")))
    @Operation(operationId = "getCaseDocument", summary = "Fetch a document of a case")
    @GetMapping("/cases/{id}/documents/{documentId}")
    ResponseEntity<Resource> document(Caller caller, @PathVariable UUID id, @PathVariable UUID documentId) {
        CaseDocument document = service.document(Parties.of(caller), id, documentId)
                .orElseThrow(() -> ProblemException.of(ProblemType.NOT_FOUND));
        if (document.quarantined()) {
            throw ProblemException.of(QUARANTINED);
        }
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(document.mediaType()))
                .contentLength(document.sizeBytes())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(document.name(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "sandbox; default-src 'none'")
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .body(new InputStreamResource(service.content(document)));
    }

    /** The desk lets a document be fetched that the scan held back. */
    @Operation(operationId = "releaseCaseDocument", summary = "Release a document that the scan held back")
    @PostMapping("/cases/{id}/documents/{documentId}/release")
    CaseResponses.Document release(Caller caller, @PathVariable UUID id, @PathVariable UUID documentId) {
        return service.release(Parties.desk(caller), id, documentId)
                .map(CaseView::document)
                .orElseThrow(() -> ProblemException.of(ProblemType.NOT_FOUND));
    }

    private static String kinds() {
        List<String> kinds =
                Arrays.stream(DocumentKind.values()).map(DocumentKind::name).toList();
        return String.join(", ", kinds);
    }
}
