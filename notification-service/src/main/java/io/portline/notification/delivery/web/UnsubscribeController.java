package io.portline.notification.delivery.web;

import io.portline.notification.delivery.Subscriptions;
import io.portline.notification.delivery.mail.UnsubscribePage;
import io.portline.web.problem.ProblemException;
import io.portline.web.problem.ProblemType;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Ends the mails about one order, port-out or case to one address; whoever has the link may. A GET only asks, for mail
 * programs and scanners look at links; a POST does it, from the page's button or at once by a mail program (RFC 8058).
 */
@RestController
@Tag(name = "Unsubscribing", description = "Pages that mails link to; without a token")
class UnsubscribeController {
    private static final String HTML = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8";

    private final Subscriptions subscriptions;
    private final UnsubscribePage page;

    UnsubscribeController(Subscriptions subscriptions, UnsubscribePage page) {
        this.subscriptions = subscriptions;
        this.page = page;
    }

    /** Asks whether the mails shall end, in the contact's language; once they have, whether they shall begin again. */
    @Operation(operationId = "askUnsubscribe", summary = "The page that asks whether mails shall end")
    @GetMapping(path = "/u/{token}", produces = HTML)
    ResponseEntity<String> ask(@PathVariable String token) {
        return show(subscriptions.find(token).orElseThrow(UnsubscribeController::unknown));
    }

    /** Ends the mails, or begins them again. */
    @Operation(operationId = "decideUnsubscribe", summary = "End the mails, or begin them again")
    @PostMapping(path = "/u/{token}", produces = HTML)
    ResponseEntity<String> decide(
            @PathVariable String token, @RequestParam(name = "again", required = false) @Nullable String again) {
        return show((again == null ? subscriptions.end(token) : subscriptions.takeUpAgain(token))
                .orElseThrow(UnsubscribeController::unknown));
    }

    private ResponseEntity<String> show(Subscriptions.Found found) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'")
                .header("Referrer-Policy", "no-referrer")
                .header("Content-Language", found.language().tag())
                .body(page.of(found));
    }

    private static ProblemException unknown() {
        return ProblemException.of(ProblemType.NOT_FOUND);
    }
}
