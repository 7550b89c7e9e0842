package io.portline.cases.tnscase.web;

import io.portline.cases.tnscase.MailOutcome;
import io.portline.cases.tnscase.MailReplies;
import io.portline.cases.tnscase.mail.MailFile;
import io.portline.web.problem.ProblemException;
import io.portline.web.problem.ProblemType;
import io.portline.web.tenant.Caller;
import io.portline.web.tenant.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Where the mail server hands over what is addressed to the cases' mailbox. */
@RestController
@RequestMapping("/api/v1/inbound-mails")
@Tag(name = "Inbound mail", description = "For a mail server: answers to mails about cases")
class InboundMailController {

    private static final ProblemType REFUSED = ProblemType.of("mail-refused", 422);

    private final MailReplies replies;

    InboundMailController(MailReplies replies) {
        this.replies = replies;
    }

    /**
     * Makes a comment of a contact's answer, once for each Message-ID and case. What programs send is ignored; what may not
     * become a comment is refused, so that the mail server can tell the sender.
     *
     * @param envelopeTo whom the envelope names, separated by commas; without it the mail's own headers say
     */
    @RequestBody(
            required = true,
            description = "The mail as it came, at most 30 MiB",
            content = @Content(mediaType = "message/rfc822", schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(responseCode = "201", description = "It is a comment now")
    @ApiResponse(responseCode = "200", description = "It was one already, or a program sent it")
    @ApiResponse(
            responseCode = "422",
            description = "Problem: mail-refused, with reason UNKNOWN_ADDRESS, NOT_THE_CONTACT or CASE_CLOSED",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(ref = "#/components/schemas/Problem")))
    @Operation(operationId = "receiveMail", summary = "Hand over a mail")
    @PostMapping(consumes = "message/rfc822")
    ResponseEntity<CaseResponses.Mails> receive(
            Caller caller,
            @Parameter(description = "Whom the envelope names, separated by commas")
                    @RequestHeader(name = "Envelope-To", required = false)
                    @Nullable
                    String envelopeTo,
            @Parameter(hidden = true) HttpServletRequest request)
            throws IOException {
        caller.require(Role.SERVICE);
        List<MailOutcome> outcomes;
        try (MailFile mail = MailFile.read(request.getInputStream())) {
            outcomes = replies.receive(mail.inbound(addresses(envelopeTo)));
        } catch (MailFile.TooLargeException e) {
            throw ProblemException.of(ProblemType.TOO_LARGE)
                    .with("maximumBytes", MailFile.LARGEST)
                    .causedBy(e);
        } catch (MailFile.NotAMailException e) {
            throw ProblemException.of(ProblemType.MALFORMED).causedBy(e);
        }
        if (outcomes.stream().allMatch(MailOutcome.Refused.class::isInstance)
                && outcomes.getFirst() instanceof MailOutcome.Refused(MailOutcome.Reason reason)) {
            throw ProblemException.of(REFUSED).with("reason", reason.name());
        }
        boolean commented = outcomes.stream().anyMatch(MailOutcome.Commented.class::isInstance);
        return ResponseEntity.status(commented ? 201 : 200)
                .body(new CaseResponses.Mails(
                        outcomes.stream().map(InboundMailController::view).toList()));
    }

    private static CaseResponses.Mail view(MailOutcome outcome) {
        return switch (outcome) {
            case MailOutcome.Commented(var id) -> new CaseResponses.Mail("COMMENTED", id, null);
            case MailOutcome.Repeated(var id) -> new CaseResponses.Mail("REPEATED", id, null);
            case MailOutcome.Ignored(var reason) -> new CaseResponses.Mail("IGNORED", null, reason);
            case MailOutcome.Refused(var reason) -> new CaseResponses.Mail("REFUSED", null, reason.name());
        };
    }

    private static List<String> addresses(@Nullable String envelopeTo) {
        return envelopeTo == null
                ? List.of()
                : Arrays.stream(envelopeTo.split(",", -1))
                        .map(String::strip)
                        .filter(address -> !address.isEmpty())
                        .toList();
    }
}
