package io.portline.order.portout;

import io.portline.numbering.LocalMoment;
import io.portline.order.portorder.Contact;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A winning carrier's request for numbers of ours.
 *
 * @param number as people quote it
 * @param requestId the carrier's own
 * @param numbers E.164, in the order in which they were asked for
 * @param requested when the numbers shall leave
 * @param reasons why it was rejected; empty otherwise
 * @param lockedUntil real time; null unless the carrier was locked out when it asked, or by this request
 * @param contacts who is told
 * @param contactsRevision 1, 2, …
 * @param createdAt business time
 * @param updatedAt business time
 */
public record PortOut(
        UUID id,
        String number,
        String tenantId,
        String requestId,
        WinningCarrier carrier,
        List<String> numbers,
        LocalMoment requested,
        PortOutStatus status,
        List<PortOutReason> reasons,
        @Nullable Instant lockedUntil,
        List<Contact> contacts,
        long contactsRevision,
        Instant createdAt,
        Instant updatedAt) {

    public PortOut {
        numbers = List.copyOf(numbers);
        reasons = List.copyOf(reasons);
        contacts = List.copyOf(contacts);
    }

    /** When the numbers leave, or left; null unless approved or completed. */
    public @Nullable LocalMoment completesAt() {
        return switch (status) {
            case APPROVED, COMPLETED -> requested;
            case REQUESTED, REJECTED, CANCELLED -> null;
        };
    }

    /** Whether it was rejected because the carrier was locked out when it asked. */
    public boolean askedUnderLock() {
        return reasons.stream().anyMatch(reason -> reason.code() == PortOutReason.Code.CARRIER_LOCKED);
    }

    /** Whether it was this request that locked the carrier out. */
    public boolean locksOut() {
        return status == PortOutStatus.REJECTED && lockedUntil != null && !askedUnderLock();
    }

    /** The same, told to be asked by a carrier that is locked out until then. */
    public PortOut underLock(Instant until) {
        return new PortOut(
                id,
                number,
                tenantId,
                requestId,
                carrier,
                numbers,
                requested,
                status,
                reasons,
                until,
                contacts,
                contactsRevision,
                createdAt,
                updatedAt);
    }

    PortOut with(PortOutStatus next, Instant now) {
        return new PortOut(
                id,
                number,
                tenantId,
                requestId,
                carrier,
                numbers,
                requested,
                next,
                reasons,
                lockedUntil,
                contacts,
                contactsRevision,
                createdAt,
                now);
    }

    PortOut rejected(List<PortOutReason> why, @Nullable Instant locked, Instant now) {
        return new PortOut(
                id,
                number,
                tenantId,
                requestId,
                carrier,
                numbers,
                requested,
                PortOutStatus.REJECTED,
                why,
                locked,
                contacts,
                contactsRevision,
                createdAt,
                now);
    }

    /** With others to be told; that is a new revision of the contacts. */
    public PortOut withContacts(List<Contact> others, Instant now) {
        return new PortOut(
                id,
                number,
                tenantId,
                requestId,
                carrier,
                numbers,
                requested,
                status,
                reasons,
                lockedUntil,
                others,
                contactsRevision + 1,
                createdAt,
                now);
    }
}
