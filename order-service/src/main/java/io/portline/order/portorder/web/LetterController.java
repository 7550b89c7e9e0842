package io.portline.order.portorder.web;

import io.portline.numbering.Language;
import io.portline.order.portorder.CarrierDirectory;
import io.portline.order.portorder.LetterForms;
import io.portline.order.portorder.LetterOfAuthorization;
import io.portline.order.portorder.PortOrderService;
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
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;

/** Letters of authorization to print and sign. */
@RestController
@Tag(name = "Documents")
class LetterController {

    private final LetterForms letters;
    private final PortOrderService service;
    private final CarrierDirectory carriers;

    LetterController(LetterForms letters, PortOrderService service, CarrierDirectory carriers) {
        this.letters = letters;
        this.service = service;
        this.carriers = carriers;
    }

    @Operation(
            summary = "A letter of authorization to sign, filled in with what is known",
            operationId = "writeLetterOfAuthorization",
            description =
                    "An order's body with anything left out, which leaves a line to write on. Nothing is checked or kept; the passcode is not in it")
    @ApiResponse(
            responseCode = "200",
            description = "The letter",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PDF_VALUE,
                            schema = @Schema(type = "string", format = "binary")))
    @PostMapping(
            path = "/api/v1/letters-of-authorization",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_PDF_VALUE)
    ResponseEntity<byte[]> write(
            @RequestBody PortOrderRequest request,
            @Parameter(description = "en, fr or ja; the caller's if absent") @RequestParam(required = false) @Nullable
                    String language,
            Caller caller) {
        caller.require(Role.TENANT_ADMIN, Role.DESK_AGENT);
        return pdf(LetterOfAuthorization.of(request.form(null), carriers), language(language, caller));
    }

    @Operation(
            summary = "The letter of authorization of an order, to sign anew",
            operationId = "writeLetterOfPortOrder",
            description = "Filled in with what the order holds; the signed letter is among its documents")
    @ApiResponse(
            responseCode = "200",
            description = "The letter",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PDF_VALUE,
                            schema = @Schema(type = "string", format = "binary")))
    @GetMapping(path = "/api/v1/port-orders/{id}/letter-of-authorization", produces = MediaType.APPLICATION_PDF_VALUE)
    ResponseEntity<byte[]> ofOrder(
            @PathVariable UUID id,
            @Parameter(description = "en, fr or ja; the caller's if absent") @RequestParam(required = false) @Nullable
                    String language,
            Caller caller) {
        caller.require(Role.TENANT_ADMIN, Role.DESK_AGENT);
        return pdf(
                LetterOfAuthorization.of(
                        service.get(id, Callers.mayRead(caller)).order().details()),
                language(language, caller));
    }

    private static Language language(@Nullable String tag, Caller caller) {
        if (tag == null || tag.isBlank()) {
            return Language.of(caller.language());
        }
        return Arrays.stream(Language.values())
                .filter(language -> language.tag().equals(tag.strip()))
                .findFirst()
                .orElseThrow(() -> ProblemException.of(ProblemType.INVALID_PARAMETER)
                        .error(FieldProblem.parameter(
                                "language",
                                "UNKNOWN_VALUE",
                                Arrays.stream(Language.values())
                                        .map(Language::tag)
                                        .collect(Collectors.joining(", ")))));
    }

    private ResponseEntity<byte[]> pdf(LetterOfAuthorization letter, Language language) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header(HttpHeaders.CONTENT_LANGUAGE, language.tag())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("letter-of-authorization-" + language.tag() + ".pdf")
                                .build()
                                .toString())
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .body(letters.pdf(letter, language));
    }
}
