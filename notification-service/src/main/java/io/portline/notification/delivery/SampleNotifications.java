package io.portline.notification.delivery;

import io.portline.notification.delivery.Facts.Moment;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A notification of each kind with plainly invented facts, to look at what mails say. */
public final class SampleNotifications {
    private static final Instant OCCURRED_AT = Instant.parse("2026-11-20T09:00:00Z");
    private static final UUID SUBJECT_ID = new UUID(0, 42);
    private static final ZoneId ZONE = ZoneId.of("Europe/Paris");

    private SampleNotifications() {}

    /** One of that kind. */
    public static Notification of(NotificationKind kind) {
        Subject subject = switch (kind.subjectKind()) {
            case CASE -> new Subject(SubjectKind.CASE, SUBJECT_ID, "TNS-000042", "contoso");
            case PORT_OUT -> new Subject(SubjectKind.PORT_OUT, SUBJECT_ID, "OUT-000042", "contoso");
            case PORT_ORDER -> new Subject(SubjectKind.PORT_ORDER, SUBJECT_ID, "PO-000042", "contoso");
        };
        return new Notification(SUBJECT_ID, subject, kind, facts(kind), OCCURRED_AT);
    }

    private static Facts facts(NotificationKind kind) {
        return switch (kind) {
            case PORT_ORDER_SUBMITTED, PORT_ORDER_RESUBMITTED -> order("PROCESSING", false);
            case PORT_ORDER_CONTACTING_CARRIER -> order("CONTACTING_CARRIER", false);
            case PORT_ORDER_APPROVED, PORT_ORDER_FOC_CHANGED, PORT_ORDER_FOC_CHANGE_REFUSED, PORT_ORDER_FOC_MOVED ->
                order("TRANSFER_APPROVED", true);
            case PORT_ORDER_REMINDER_3_DAYS, PORT_ORDER_REMINDER_1_DAY -> order("TRANSFER_APPROVED", true);
            case PORT_ORDER_TRANSFER_PENDING, PORT_ORDER_REMINDER_MORNING -> order("TRANSFER_PENDING", true);
            case PORT_ORDER_REJECTED -> order("ERROR", false);
            case PORT_ORDER_APPROVAL_WITHDRAWN, PORT_ORDER_ACTIVATION_FAILED -> order("ERROR", true);
            case PORT_ORDER_COMPLETED -> order("COMPLETED", true);
            case PORT_ORDER_CANCELLED -> order("CANCELLED", false);
            case CASE_OPENED -> supportCase("NEW", null, null);
            case PORT_OUT_REQUESTED -> portOut("REQUESTED");
            case PORT_OUT_APPROVED -> portOut("APPROVED");
            case PORT_OUT_REJECTED, PORT_OUT_CARRIER_LOCKED -> portOut("REJECTED");
            case PORT_OUT_COMPLETED -> portOut("COMPLETED");
            case PORT_OUT_CANCELLED -> portOut("CANCELLED");
            case CASE_TAKEN, CASE_ORDERS_LINKED -> supportCase("IN_PROGRESS", null, null);
            case CASE_DOCUMENT_ADDED ->
                new Facts.OfCase(
                        "1,200 numbers from Hexatel",
                        "IN_PROGRESS",
                        null,
                        null,
                        List.of("loa.pdf", "numbers.csv"),
                        new Moment(LocalDateTime.of(2026, 12, 1, 10, 0), ZONE));
            case CASE_ANSWERED, CASE_UPDATED, CASE_REOPENED ->
                supportCase("IN_PROGRESS", "We loaded the numbers.\nPlease have a look.", null);
            case CASE_CUSTOMER_ASKED ->
                supportCase("WAITING_FOR_CUSTOMER", "Which billing number is on the account?", null);
            case CASE_RESOLVED -> supportCase("RESOLVED", null, null);
            case CASE_CANCELLED -> supportCase("CANCELLED", null, "NO_LONGER_NEEDED");
        };
    }

    private static Facts order(String status, boolean committed) {
        Moment requested = new Moment(LocalDateTime.of(2026, 12, 1, 10, 0), ZONE);
        Moment foc = new Moment(LocalDateTime.of(2026, 12, 3, 10, 0), ZONE);
        List<Facts.Reason> reasons = status.equals("ERROR")
                ? List.of(new Facts.Reason(
                        "ACCOUNT_NUMBER_MISMATCH",
                        Map.of(
                                "en", "The account number is not the one on file. Copy it from your latest bill.",
                                "fr",
                                        "Le numéro de compte ne correspond pas. Recopiez-le depuis votre dernière facture.",
                                "ja", "アカウント番号が一致しません。最新の請求書で確認してください。")))
                : List.of();
        return new Facts.OfPortOrder(
                "Paris office",
                "Hexatel",
                status,
                List.of("+33199000001", "+33199000002", "+33199000003"),
                requested,
                committed ? foc : null,
                null,
                reasons);
    }

    private static Facts portOut(String status) {
        boolean rejected = status.equals("REJECTED");
        boolean agreed = status.equals("APPROVED") || status.equals("COMPLETED");
        Moment requested = new Moment(LocalDateTime.of(2026, 12, 1, 10, 0), ZONE);
        return new Facts.OfPortOut(
                status,
                List.of("+33199000001", "+33199000002"),
                "fr-armorique",
                requested,
                agreed ? requested : null,
                rejected ? List.of("PIN_MISSING_OR_INVALID") : List.of(),
                rejected ? new Moment(LocalDateTime.of(2026, 11, 20, 11, 0), ZONE) : null);
    }

    private static Facts supportCase(String status, @Nullable String words, @Nullable String closingReason) {
        return new Facts.OfCase("1,200 numbers from Hexatel", status, words, closingReason, List.of(), null);
    }
}
