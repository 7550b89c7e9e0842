package io.portline.order.portorder;

import io.portline.order.portorder.PortOrderService.InvalidSubmissionException;
import io.portline.order.portorder.SubmissionCheck.Result;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Checking and adding new orders, whoever submits them: an admin, from a draft, or the desk a group of them.
 *
 * @param clock the business clock
 * @param intakeDelay business time between a submission and our look at it
 */
public record Submissions(
        PortOrders orders,
        Documents documents,
        CarrierDirectory carriers,
        PasscodeVault vault,
        Atomically atomically,
        Supplier<UUID> ids,
        Clock clock,
        Duration intakeDelay) {

    /** A letter of authorization that comes with the submission. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    public record Letter(String name, String mediaType, byte[] content) {}

    /** Business time as the database keeps it. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** What an order is checked against. */
    SubmissionCheck.Context context(
            UUID orderId,
            String tenantId,
            @Nullable UUID comesAlong,
            SubmissionCheck.@Nullable Submitter submitter,
            @Nullable PortOrder earlier) {
        return new SubmissionCheck.Context(
                orderId, clock.instant(), carriers, isLetter(tenantId, comesAlong), submitter, earlier);
    }

    /**
     * The faults at once with what a look at other orders adds; a look that is spared where nothing is wrong, for who gets a number is decided
     * when the order is added.
     *
     * @param except an order that does not count; null if all do
     * @throws InvalidSubmissionException if anything is wrong
     */
    Result.Valid valid(PortOrderForm form, SubmissionCheck.Context context, @Nullable UUID except) {
        return switch (SubmissionCheck.check(form, context)) {
            case Result.Valid valid -> valid;
            case Result.Invalid invalid -> {
                if (invalid.tooMany()) {
                    throw new InvalidSubmissionException(invalid);
                }
                throw new InvalidSubmissionException(invalid.and(SubmissionCheck.taken(
                        form, orders.inActiveOrders(SubmissionCheck.readableNumbers(form), except))));
            }
        };
    }

    /** The same with a look at other orders whatever else is found. */
    Result.Valid validAndFree(PortOrderForm form, SubmissionCheck.Context context) {
        Result.Valid valid = valid(form, context, null);
        Set<String> taken = orders.inActiveOrders(valid.details().numbers(), null);
        if (!taken.isEmpty()) {
            throw new InvalidSubmissionException(SubmissionCheck.taken(form, taken));
        }
        return valid;
    }

    /** Adds an order that was found good. */
    Stored add(
            UUID id,
            String tenantId,
            By by,
            Result.Valid valid,
            @Nullable EncryptedPasscode passcode,
            @Nullable UUID caseId) {
        return orders.add(draft(id, tenantId, by, valid, passcode, caseId));
    }

    /** What becomes an order that was found good. */
    PortOrders.Draft draft(
            UUID id,
            String tenantId,
            By by,
            Result.Valid valid,
            @Nullable EncryptedPasscode passcode,
            @Nullable UUID caseId) {
        Instant now = clock.instant();
        return number -> PortOrderRules.submit(
                id,
                number,
                tenantId,
                by,
                valid.details(),
                passcode,
                valid.contacts(),
                caseId,
                now.plus(intakeDelay),
                now);
    }

    /** Keeps a document. */
    Documents.Document keep(UUID id, String tenantId, By by, Documents.Kind kind, Letter letter) {
        Documents.Document document = new Documents.Document(
                id, tenantId, kind, letter.name(), letter.mediaType(), letter.content().length, by.name(), now());
        documents.add(document, letter.content(), by);
        return document;
    }

    @Nullable
    EncryptedPasscode seal(UUID orderId, @Nullable Passcode passcode) {
        return passcode == null ? null : vault.seal(orderId, passcode);
    }

    private Predicate<UUID> isLetter(String tenantId, @Nullable UUID comesAlong) {
        return id -> id.equals(comesAlong)
                || documents
                        .find(id, new Scope.Tenant(tenantId))
                        .filter(document -> document.kind() == Documents.Kind.LOA)
                        .isPresent();
    }
}
