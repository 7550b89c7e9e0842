package io.portline.order.portorder.web;

import io.portline.order.portorder.Draft;
import io.portline.order.portorder.DraftService;
import io.portline.order.portorder.Drafts;
import io.portline.order.portorder.PortOrderService;
import io.portline.order.portorder.Stored;
import io.portline.web.etag.ETags;
import io.portline.web.etag.ExpectedRevision;
import io.portline.web.idempotency.Idempotent;
import io.portline.web.page.Cursor;
import io.portline.web.page.Page;
import io.portline.web.page.PageRequest;
import io.portline.web.problem.ProblemTexts;
import io.portline.web.tenant.Caller;
import io.portline.web.tenant.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import java.util.function.LongConsumer;

/** Orders that are not submitted yet. */
@RestController
@RequestMapping(path = "/api/v1/drafts", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Drafts", description = "Orders that are not submitted yet: no status, nobody told, no claim on numbers")
class DraftController {

    private final DraftService drafts;
    private final PortOrderService service;
    private final ProblemTexts texts;

    DraftController(DraftService drafts, PortOrderService service, ProblemTexts texts) {
        this.drafts = drafts;
        this.service = service;
        this.texts = texts;
    }

    /** A draft. Instants are business time. */
    @Schema(name = "Draft")
    record DraftResponse(
            UUID id,

            @Schema(description = "What was written so far, unchecked; the passcode is never shown")
            PortOrderRequest order,

            boolean hasPasscode,
            @Nullable String createdBy,
            Instant createdAt,
            Instant updatedAt) {

        static DraftResponse of(Draft draft) {
            return new DraftResponse(
                    draft.id(),
                    PortOrderRequest.of(draft.form()),
                    draft.passcode() != null,
                    draft.createdBy().name(),
                    draft.createdAt(),
                    draft.updatedAt());
        }
    }

    @Operation(
            summary = "Save a draft",
            operationId = "saveDraft",
            description = "An order's body with anything left out; nothing is checked but its form")
    @ApiResponse(responseCode = "201", description = "Saved")
    @Idempotent
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<DraftResponse> save(@RequestBody PortOrderRequest request, Caller caller) {
        Draft draft = drafts.save(tenant(caller), Callers.by(caller), request.form(null));
        return ResponseEntity.created(URI.create("/api/v1/drafts/" + draft.id()))
                .eTag(ETags.of(draft.revision()))
                .body(DraftResponse.of(draft));
    }

    @Operation(summary = "List drafts, the newest first", operationId = "listDrafts")
    @GetMapping
    Page<DraftResponse> list(PageRequest page, Caller caller) {
        Cursor cursor = page.cursor();
        Drafts.Position after = cursor == null ? null : new Drafts.Position(cursor.instant(0), cursor.uuid(1));
        return Page.of(
                        drafts.list(tenant(caller), after, page.rowsToRead()),
                        page,
                        draft -> Cursor.of(draft.createdAt(), draft.id()))
                .map(DraftResponse::of);
    }

    @Operation(summary = "One draft", operationId = "getDraft")
    @GetMapping("/{id}")
    ResponseEntity<DraftResponse> get(@PathVariable UUID id, Caller caller) {
        return ok(drafts.get(id, tenant(caller)));
    }

    @Operation(
            summary = "Replace what a draft holds",
            operationId = "changeDraft",
            description = "A passcode that is absent stays, an empty one goes")
    @PutMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<DraftResponse> change(
            @PathVariable UUID id, @RequestBody PortOrderRequest request, ExpectedRevision expected, Caller caller) {
        return ok(drafts.change(id, tenant(caller), request.form(null), expected::check));
    }

    @Operation(
            summary = "Throw a draft away",
            operationId = "deleteDraft",
            description = "If-Match is honoured where it is sent")
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable UUID id, HttpServletRequest http, Caller caller) {
        drafts.remove(id, tenant(caller), expected(http));
    }

    @Operation(
            summary = "Submit a draft",
            operationId = "submitDraft",
            description =
                    "Checked like any submission; with faults the draft stays, otherwise it becomes the order. If-Match is honoured where it is sent")
    @ApiResponse(responseCode = "201", description = "Submitted")
    @Idempotent
    @PostMapping("/{id}/submission")
    ResponseEntity<PortOrderResponse> submit(@PathVariable UUID id, HttpServletRequest http, Caller caller) {
        Stored stored =
                drafts.submit(id, tenant(caller), Callers.by(caller), Callers.submitter(caller), expected(http));
        return ResponseEntity.created(
                        URI.create("/api/v1/port-orders/" + stored.order().id()))
                .eTag(ETags.of(stored.revision()))
                .body(PortOrderResponse.of(
                        stored.order(),
                        service.now(),
                        service.offerFor(stored.order())
                                .map(offer -> OfferDto.of(offer, texts, caller.language()))
                                .orElse(null),
                        caller.language(),
                        true));
    }

    private static String tenant(Caller caller) {
        return caller.require(Role.TENANT_ADMIN).tenantId();
    }

    private static LongConsumer expected(HttpServletRequest request) {
        return request.getHeader(HttpHeaders.IF_MATCH) == null ? _ -> {} : ETags.ifMatch(request)::check;
    }

    private static ResponseEntity<DraftResponse> ok(Draft draft) {
        return ResponseEntity.ok().eTag(ETags.of(draft.revision())).body(DraftResponse.of(draft));
    }
}
