package io.portline.dashboard;

import io.portline.schemas.Actor;
import io.portline.schemas.BallHolder;
import io.portline.schemas.CaseActivity;
import io.portline.schemas.CaseActivityEvent;
import io.portline.schemas.CaseCategory;
import io.portline.schemas.CaseStatus;
import io.portline.schemas.CaseType;
import io.portline.schemas.DeliveryChannel;
import io.portline.schemas.DeliveryOutcome;
import io.portline.schemas.DeliveryResult;
import io.portline.schemas.Disposition;
import io.portline.schemas.LocalMoment;
import io.portline.schemas.PortOrderChange;
import io.portline.schemas.PortOrderStatus;
import io.portline.schemas.PortOrderStatusEvent;
import io.portline.schemas.PortOutStatus;
import io.portline.schemas.PortOutStatusEvent;
import io.portline.schemas.PortType;
import io.portline.schemas.ReasonSource;
import io.portline.schemas.RejectionReason;
import io.portline.schemas.SubjectKind;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Events as the services publish them. */
public final class Events {

    public static final Instant SUBMITTED = Instant.parse("2026-11-23T09:12:00Z");

    private static final LocalDateTime REQUESTED = LocalDateTime.parse("2026-12-01T10:00");

    private Events() {}

    /** An order of one number, submitted and nothing more. */
    public static PortOrderStatusEvent submitted(String tenant, UUID order, String number, String name) {
        return PortOrderStatusEvent.newBuilder()
                .setEventId(UUID.randomUUID())
                .setOrderId(order)
                .setOrderNumber(number)
                .setTenantId(tenant)
                .setVersion(1)
                .setOccurredAt(SUBMITTED)
                .setChange(PortOrderChange.SUBMITTED)
                .setActor(Actor.ADMIN)
                .setPreviousStatus(null)
                .setStatus(PortOrderStatus.PROCESSING)
                .setAttempt(1)
                .setName(name)
                .setCountry("FR")
                .setLosingCarrierId("fr-hexatel")
                .setLosingCarrierName("Hexatel")
                .setPortType(PortType.FULL)
                .setNumbers(List.of("+33142345678"))
                .setRequested(moment("Europe/Paris", REQUESTED))
                .setBall(BallHolder.US)
                .setBallSince(SUBMITTED)
                .setSubmittedAt(SUBMITTED)
                .setContactsRevision(1)
                .build();
    }

    /** The next event of an order: the same state, one version and some time on. */
    public static PortOrderStatusEvent.Builder after(
            PortOrderStatusEvent before, Duration later, PortOrderChange change, Actor actor, PortOrderStatus status) {
        return PortOrderStatusEvent.newBuilder(before)
                .setEventId(UUID.randomUUID())
                .setVersion(before.getVersion() + 1)
                .setOccurredAt(before.getOccurredAt().plus(later))
                .setChange(change)
                .setActor(actor)
                .setPreviousStatus(before.getStatus())
                .setStatus(status)
                .setReasons(List.of())
                .setBallSince(before.getOccurredAt().plus(later))
                .setAnswerDueBy(null);
    }

    public static PortOrderStatusEvent contacting(PortOrderStatusEvent before) {
        return after(
                        before,
                        Duration.ofMinutes(4),
                        PortOrderChange.INTAKE_APPROVED,
                        Actor.SYSTEM,
                        PortOrderStatus.CONTACTING_CARRIER)
                .setBall(BallHolder.CARRIER)
                .setAnswerDueBy(before.getOccurredAt().plus(Duration.ofDays(4)))
                .build();
    }

    public static PortOrderStatusEvent approved(PortOrderStatusEvent before, LocalMoment foc) {
        return after(
                        before,
                        Duration.ofHours(5),
                        PortOrderChange.CARRIER_ACCEPTED,
                        Actor.LOSING_CARRIER,
                        PortOrderStatus.TRANSFER_APPROVED)
                .setFoc(foc)
                .setBall(BallHolder.US)
                .setEditableUntil(foc.getInstant().minus(Duration.ofHours(24)))
                .setCancellableUntil(foc.getInstant().minus(Duration.ofHours(24)))
                .build();
    }

    public static PortOrderStatusEvent pending(PortOrderStatusEvent before) {
        return after(
                        before,
                        Duration.ofDays(5),
                        PortOrderChange.TRANSFER_LOCKED,
                        Actor.SYSTEM,
                        PortOrderStatus.TRANSFER_PENDING)
                .build();
    }

    public static PortOrderStatusEvent completed(PortOrderStatusEvent before) {
        return after(
                        before,
                        Duration.ofDays(1),
                        PortOrderChange.COMPLETED,
                        Actor.LOSING_CARRIER,
                        PortOrderStatus.COMPLETED)
                .setBall(BallHolder.NOBODY)
                .setPortedNumbers(before.getNumbers())
                .build();
    }

    public static PortOrderStatusEvent rejected(PortOrderStatusEvent before) {
        return after(
                        before,
                        Duration.ofHours(3),
                        PortOrderChange.CARRIER_REJECTED,
                        Actor.LOSING_CARRIER,
                        PortOrderStatus.ERROR)
                .setBall(BallHolder.CUSTOMER)
                .setReasons(List.of(
                        RejectionReason.newBuilder()
                                .setCode("ACCOUNT_NUMBER_MISMATCH")
                                .setDisposition(Disposition.FIXABLE)
                                .setSource(ReasonSource.LOSING_CARRIER)
                                .setPointer("/accountNumber")
                                .setCarrierCode("8A")
                                .setNumbers(List.of())
                                .setTexts(Map.of(
                                        "en",
                                                "The account number is not the one the losing carrier has on file. Copy it from a recent bill, then resubmit.",
                                        "fr",
                                                "Le numéro de compte ne correspond pas à celui de l’opérateur donneur. Reprenez-le sur une facture récente, puis renvoyez la demande.",
                                        "ja", "アカウント番号が移転元事業者の登録内容と一致しません。最近の請求書で確認し、修正して再申請してください。"))
                                .build(),
                        RejectionReason.newBuilder()
                                .setCode("POSTAL_CODE_MISMATCH")
                                .setDisposition(Disposition.FIXABLE)
                                .setSource(ReasonSource.LOSING_CARRIER)
                                .setPointer("/serviceAddress/postalCode")
                                .setCarrierCode("8D")
                                .setNumbers(List.of())
                                .setTexts(Map.of(
                                        "en", "The postal code differs from the losing carrier’s records.",
                                        "fr", "Le code postal diffère de celui enregistré par l’opérateur donneur.",
                                        "ja", "郵便番号が移転元事業者の登録内容と異なります。"))
                                .build()))
                .build();
    }

    public static PortOrderStatusEvent cancelled(PortOrderStatusEvent before) {
        return after(before, Duration.ofHours(2), PortOrderChange.CANCELLED, Actor.ADMIN, PortOrderStatus.CANCELLED)
                .setBall(BallHolder.CARRIER)
                .setCarrierCancelPending(true)
                .build();
    }

    public static LocalMoment moment(String zone, LocalDateTime local) {
        return LocalMoment.newBuilder()
                .setLocal(local.toString())
                .setZone(zone)
                .setInstant(local.atZone(ZoneId.of(zone)).toInstant())
                .build();
    }

    public static DeliveryOutcome mail(
            PortOrderStatusEvent cause, long version, String notification, DeliveryResult result) {
        return DeliveryOutcome.newBuilder()
                .setEventId(UUID.randomUUID())
                .setDeliveryId(UUID.randomUUID())
                .setSubjectKind(SubjectKind.PORT_ORDER)
                .setSubjectId(cause.getOrderId())
                .setSubjectNumber(cause.getOrderNumber())
                .setTenantId(cause.getTenantId())
                .setVersion(version)
                .setOccurredAt(cause.getOccurredAt().plusSeconds(20))
                .setChannel(DeliveryChannel.EMAIL)
                .setCauseEventId(cause.getEventId())
                .setNotification(notification)
                .setContactId(UUID.randomUUID())
                .setOutcome(result)
                .setAttempts(1)
                .setMessageId("<" + cause.getEventId() + "@portline.example>")
                .build();
    }

    public static CaseActivityEvent opened(String tenant, UUID id, String number, String title) {
        return CaseActivityEvent.newBuilder()
                .setEventId(UUID.randomUUID())
                .setCaseId(id)
                .setCaseNumber(number)
                .setTenantId(tenant)
                .setVersion(1)
                .setOccurredAt(SUBMITTED)
                .setActivity(CaseActivity.OPENED)
                .setActor(Actor.ADMIN)
                .setStatus(CaseStatus.NEW)
                .setCategory(CaseCategory.NEW_REQUEST)
                .setType(CaseType.PORT_IN)
                .setCountry("FR")
                .setTitle(title)
                .setText("We have 1,400 numbers at Hexatel that should move before the end of the year.")
                .setRequested(moment("Europe/Paris", REQUESTED))
                .setFirstAnswerDueBy(SUBMITTED.plus(Duration.ofHours(8)))
                .setSolutionDueBy(SUBMITTED.plus(Duration.ofDays(5)))
                .setOpenedAt(SUBMITTED)
                .setContactsRevision(1)
                .build();
    }

    public static CaseActivityEvent said(
            CaseActivityEvent before, CaseActivity activity, Actor actor, CaseStatus status, String words) {
        return CaseActivityEvent.newBuilder(before)
                .setEventId(UUID.randomUUID())
                .setVersion(before.getVersion() + 1)
                .setOccurredAt(before.getOccurredAt().plus(Duration.ofMinutes(50)))
                .setActivity(activity)
                .setActor(actor)
                .setPreviousStatus(before.getStatus())
                .setStatus(status)
                .setText(words)
                .setFirstAnswerDueBy(null)
                .build();
    }

    /** A winning carrier's request in a status. */
    public static PortOutStatusEvent portOut(
            String tenant, UUID portOut, String number, PortOutStatus status, long version) {
        boolean approved = status == PortOutStatus.APPROVED || status == PortOutStatus.COMPLETED;
        return PortOutStatusEvent.newBuilder()
                .setEventId(UUID.randomUUID())
                .setPortOutId(portOut)
                .setPortOutNumber(number)
                .setTenantId(tenant)
                .setVersion(version)
                .setOccurredAt(SUBMITTED.plusSeconds(60 * version))
                .setPreviousStatus(null)
                .setStatus(status)
                .setNumbers(List.of("+33142345678"))
                .setWinningCarrierId("us-bluegrass")
                .setRequested(moment("Europe/Paris", REQUESTED))
                .setCompletesAt(approved ? moment("Europe/Paris", REQUESTED) : null)
                .setReasonCodes(status == PortOutStatus.REJECTED ? List.of("NUMBER_NOT_ON_ACCOUNT") : List.of())
                .setCarrierLockedUntil(null)
                .setContactsRevision(1)
                .build();
    }
}
