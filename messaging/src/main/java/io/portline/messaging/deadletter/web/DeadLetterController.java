package io.portline.messaging.deadletter.web;

import io.portline.messaging.deadletter.DeadLetter;
import io.portline.messaging.deadletter.DeadLetterDetail;
import io.portline.messaging.deadletter.DeadLetterRefusedException;
import io.portline.messaging.deadletter.DeadLetters;
import io.portline.messaging.deadletter.RedriveFailedException;
import io.portline.messaging.outbox.HeldKeys;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

import java.security.Principal;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Dead letters and held keys over HTTP, for operators only. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Dead letters", description = "For operators: events that a consumer gave up, and keys that Kafka refuses")
public class DeadLetterController {

    private static final int LARGEST_PAGE = 200;
    private static final int LONGEST_REASON = 500;

    private final DeadLetters deadLetters;
    private final HeldKeys heldKeys;

    public DeadLetterController(DeadLetters deadLetters, HeldKeys heldKeys) {
        this.deadLetters = deadLetters;
        this.heldKeys = heldKeys;
    }

    /** Open dead letters without their content, oldest first; {@code after} is the last id of the page before. */
    @Operation(operationId = "listDeadLetters", summary = "List open dead letters")
    @GetMapping("/dead-letters")
    LetterPage list(
            HttpServletRequest request,
            @Parameter(description = "Of this consumer alone") @RequestParam(required = false) @Nullable
                    String consumer,
            @Parameter(description = "The last id of the page before") @RequestParam(defaultValue = "0") long after,
            @Parameter(description = "How many items at most, up to 200") @RequestParam(defaultValue = "50")
                    int limit) {
        requireOperator(request);
        List<Letter> items = deadLetters.open(consumer, after, Math.clamp(limit, 1, LARGEST_PAGE)).stream()
                .map(Letter::of)
                .toList();
        return new LetterPage(deadLetters.countOpen(), items);
    }

    @Operation(operationId = "getDeadLetter", summary = "A dead letter with its content")
    @GetMapping("/dead-letters/{id}")
    LetterContent look(HttpServletRequest request, @PathVariable long id) {
        requireOperator(request);
        return deadLetters
                .look(id)
                .map(LetterContent::of)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no dead letter " + id));
    }

    @Operation(operationId = "redriveDeadLetter", summary = "Handle a dead letter again")
    @PostMapping("/dead-letters/{id}/redrive")
    Handled redrive(HttpServletRequest request, @PathVariable long id, @RequestBody Reason reason) {
        String operator = requireOperator(request);
        try {
            return new Handled(deadLetters.redrive(id, operator, reason.checked()));
        } catch (DeadLetterRefusedException e) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, e.getMessage(), e);
        } catch (RedriveFailedException e) {
            throw new ResponseStatusException(HttpStatus.UNPROCESSABLE_CONTENT, e.getMessage(), e);
        }
    }

    @Operation(operationId = "discardDeadLetter", summary = "Discard a dead letter")
    @PostMapping("/dead-letters/{id}/discard")
    Handled discard(HttpServletRequest request, @PathVariable long id, @RequestBody Reason reason) {
        String operator = requireOperator(request);
        try {
            return new Handled(deadLetters.discard(id, operator, reason.checked()));
        } catch (DeadLetterRefusedException e) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, e.getMessage(), e);
        }
    }

    @Operation(operationId = "listHeldKeys", summary = "The keys whose next record Kafka refuses")
    @GetMapping("/held-keys")
    List<Held> heldKeys(HttpServletRequest request) {
        requireOperator(request);
        return heldKeys.list().stream().map(Held::of).toList();
    }

    /** Lets the relay try a held key again. */
    @Operation(operationId = "releaseHeldKey", summary = "Let the relay try a held key again")
    @DeleteMapping("/held-keys")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void release(
            HttpServletRequest request,
            @Parameter(description = "The topic of the record that Kafka refuses") @RequestParam String topic,
            @Parameter(description = "Its key") @RequestParam String key) {
        requireOperator(request);
        if (!heldKeys.release(topic, key)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "This key is not held");
        }
    }

    /** By the servlet API, so that the service chooses how it knows its operators. */
    private static String requireOperator(HttpServletRequest request) {
        Principal principal = request.getUserPrincipal();
        if (principal == null || !request.isUserInRole("OPERATOR")) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN, "Only operators may do this");
        }
        return principal.getName();
    }

    record Reason(@Nullable String reason) {

        String checked() {
            if (reason == null || reason.isBlank() || reason.length() > LONGEST_REASON) {
                throw new ResponseStatusException(
                        HttpStatus.UNPROCESSABLE_CONTENT, "reason: 1 to " + LONGEST_REASON + " characters");
            }
            return reason.strip();
        }
    }

    record Handled(int handled) {}

    record Held(String topic, String key, String reason, Instant heldAt) {

        static Held of(HeldKeys.HeldKey held) {
            return new Held(held.topic(), held.key(), held.reason(), held.heldAt());
        }
    }

    record LetterPage(long open, List<Letter> items) {}

    record Letter(
            long id,
            String consumer,
            String topic,
            int partition,
            long offset,
            String key,
            @Nullable Long version,
            @Nullable String eventId,
            @Nullable String type,
            String cause,
            @Nullable String exception,
            @Nullable String message,
            int attempts,
            String state,
            Instant failedAt,
            @Nullable Instant resolvedAt,
            @Nullable String resolvedBy,
            @Nullable String resolutionReason) {

        static Letter of(DeadLetter letter) {
            return new Letter(
                    letter.id(),
                    letter.consumer(),
                    letter.topic(),
                    letter.partition(),
                    letter.offset(),
                    letter.key(),
                    letter.version(),
                    letter.eventId() == null ? null : letter.eventId().toString(),
                    letter.type(),
                    letter.cause().name(),
                    letter.exception(),
                    letter.message(),
                    letter.attempts(),
                    letter.state().name(),
                    letter.failedAt(),
                    letter.resolvedAt(),
                    letter.resolvedBy(),
                    letter.resolutionReason());
        }
    }

    /** @param payload Base64; null for a tombstone and where the topic is confidential */
    record LetterContent(
            Letter letter,
            Map<String, String> headers,
            @Nullable String payload,
            @Nullable String stackTrace) {

        static LetterContent of(DeadLetterDetail detail) {
            byte[] payload = detail.payload();
            return new LetterContent(
                    Letter.of(detail.letter()),
                    detail.headers(),
                    payload == null ? null : Base64.getEncoder().encodeToString(payload),
                    detail.stackTrace());
        }
    }
}
