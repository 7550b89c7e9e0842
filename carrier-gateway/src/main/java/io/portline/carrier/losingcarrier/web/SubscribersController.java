package io.portline.carrier.losingcarrier.web;

import io.portline.carrier.losingcarrier.Carriers;
import io.portline.carrier.losingcarrier.SubscriberRecord;
import io.portline.carrier.losingcarrier.SubscriberRecords;
import io.portline.web.problem.FieldProblem;
import io.portline.web.problem.ProblemException;
import io.portline.web.problem.ProblemType;
import io.portline.web.tenant.Caller;
import io.portline.web.tenant.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

@RestController
@RequestMapping("/api/v1/subscribers")
@Tag(name = "Simulator")
public class SubscribersController {

    /** One statement and one hash for each passcode: more belongs into several calls. */
    private static final int MAX_RECORDS = 1_000;

    private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d{6,14}");

    private final Carriers carriers;
    private final SubscriberRecords records;
    private final PasswordEncoder hashes;

    public SubscribersController(Carriers carriers, SubscriberRecords records, PasswordEncoder hashes) {
        this.carriers = carriers;
        this.records = records;
        this.hashes = hashes;
    }

    @PutMapping
    @Operation(
            operationId = "loadSubscribers",
            summary = "Loads what simulated carriers know about numbers, all or none",
            description =
                    "At most 1,000 records a call, each in place of what was known about its number. A request for such a number is"
                            + " checked field by field, and every mismatch is a reason of the rejection; a field that is left out is not checked.")
    public LoadedResponse load(@RequestBody List<SubscriberRequest> subscribers, Caller caller) {
        caller.require(Role.OPERATOR);
        List<FieldProblem> faults = faults(subscribers);
        if (!faults.isEmpty()) {
            throw ProblemException.of(ProblemType.VALIDATION).errors(faults);
        }
        // One slow hash for an account's passcode, not one for each of its numbers.
        Map<String, String> hashByPasscode = new HashMap<>();
        records.load(subscribers.stream()
                .map(subscriber -> subscriber.toRecord(passcode -> hashByPasscode.computeIfAbsent(
                        subscriber.accountNumber() + "/" + passcode, _ -> hashes.encode(passcode))))
                .toList());
        return new LoadedResponse(subscribers.size());
    }

    private List<FieldProblem> faults(List<SubscriberRequest> subscribers) {
        List<FieldProblem> faults = new ArrayList<>();
        if (subscribers.size() > MAX_RECORDS) {
            faults.add(new FieldProblem("", "TOO_MANY", "At most " + MAX_RECORDS + " records in one call."));
            return faults;
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < subscribers.size(); i++) {
            SubscriberRequest subscriber = subscribers.get(i);
            String at = "/" + i;
            if (subscriber == null) {
                faults.add(new FieldProblem(at, "REQUIRED", "A record is missing here."));
                continue;
            }
            if (subscriber.number() == null
                    || !E164.matcher(subscriber.number()).matches()) {
                faults.add(new FieldProblem(at + "/number", "NOT_A_NUMBER", "Not a number in E.164."));
            } else if (!seen.add(subscriber.number())) {
                faults.add(new FieldProblem(at + "/number", "DUPLICATE", "This number is in the list already."));
            }
            if (subscriber.carrierId() == null
                    || carriers.find(subscriber.carrierId()).isEmpty()) {
                faults.add(new FieldProblem(at + "/carrierId", "UNKNOWN_CARRIER", "No carrier has this id."));
            }
            if (subscriber.accountNumber() == null || subscriber.accountNumber().isBlank()) {
                faults.add(new FieldProblem(at + "/accountNumber", "REQUIRED", "The account number is missing."));
            }
        }
        return faults;
    }

    @Schema(name = "LoadedSubscribers")
    public record LoadedResponse(int loaded) {}

    @Schema(name = "Subscriber", description = "What a simulated carrier knows about one number")
    public record SubscriberRequest(
            @Schema(description = "E.164", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String number,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String carrierId,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String accountNumber,

            @Schema(description = "Kept as a salted slow hash only", accessMode = Schema.AccessMode.WRITE_ONLY)
            @Nullable
            String passcode,

            @Nullable String organisation,
            @Nullable String authorisedPerson,
            @Nullable String kana,
            @Nullable String postalCode,
            @Schema(description = "E.164") @Nullable String billingTelephoneNumber,

            @Schema(description = "The holder has protected the account against ports", defaultValue = "false")
            @Nullable
            Boolean frozen,

            @Schema(description = "The number is in service", defaultValue = "true") @Nullable
            Boolean active) {

        private SubscriberRecord toRecord(UnaryOperator<String> hash) {
            if (number == null || carrierId == null || accountNumber == null) {
                throw new IllegalStateException("an unchecked record");
            }
            return new SubscriberRecord(
                    number,
                    carrierId,
                    accountNumber,
                    passcode == null ? null : hash.apply(passcode),
                    organisation,
                    authorisedPerson,
                    kana,
                    postalCode,
                    billingTelephoneNumber,
                    Boolean.TRUE.equals(frozen),
                    !Boolean.FALSE.equals(active));
        }

        /** Names no secret and no holder. */
        @Override
        public String toString() {
            return "SubscriberRequest[" + number + " at " + carrierId + "]";
        }
    }
}
