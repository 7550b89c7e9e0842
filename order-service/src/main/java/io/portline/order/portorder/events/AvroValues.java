package io.portline.order.portorder.events;

import io.portline.numbering.Disposition;
import io.portline.numbering.LocalMoment;
import io.portline.order.portorder.AccountHolder;
import io.portline.order.portorder.Ball;
import io.portline.order.portorder.By;
import io.portline.order.portorder.Change;
import io.portline.order.portorder.Contact;
import io.portline.order.portorder.NumberOutcome;
import io.portline.order.portorder.PortOrderStatus;
import io.portline.order.portorder.PortType;
import io.portline.order.portorder.RejectionReason;
import io.portline.order.portorder.RequestToCarrier;
import io.portline.order.portorder.ServiceAddress;
import io.portline.schemas.Actor;
import io.portline.schemas.BallHolder;
import io.portline.schemas.CarrierRequestKind;
import io.portline.schemas.ContactRole;
import io.portline.schemas.NumberActivation;
import io.portline.schemas.PortOrderChange;
import io.portline.schemas.ReasonSource;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Values of the domain as values of the schemas, and back. */
final class AvroValues {

    private AvroValues() {}

    /** Events tell milliseconds. */
    static Instant millis(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS);
    }

    static @Nullable Instant millisOrNull(@Nullable Instant instant) {
        return instant == null ? null : millis(instant);
    }

    static io.portline.schemas.PortOrderStatus status(PortOrderStatus status) {
        return switch (status) {
            case PROCESSING -> io.portline.schemas.PortOrderStatus.PROCESSING;
            case CONTACTING_CARRIER -> io.portline.schemas.PortOrderStatus.CONTACTING_CARRIER;
            case TRANSFER_APPROVED -> io.portline.schemas.PortOrderStatus.TRANSFER_APPROVED;
            case TRANSFER_PENDING -> io.portline.schemas.PortOrderStatus.TRANSFER_PENDING;
            case ERROR -> io.portline.schemas.PortOrderStatus.ERROR;
            case COMPLETED -> io.portline.schemas.PortOrderStatus.COMPLETED;
            case CANCELLED -> io.portline.schemas.PortOrderStatus.CANCELLED;
        };
    }

    static io.portline.schemas.@Nullable PortOrderStatus statusOrNull(@Nullable PortOrderStatus status) {
        return status == null ? null : status(status);
    }

    /** Empty for changes that are in the timeline only. */
    static Optional<PortOrderChange> change(Change change) {
        return switch (change) {
            case SUBMITTED -> Optional.of(PortOrderChange.SUBMITTED);
            case INTAKE_APPROVED -> Optional.of(PortOrderChange.INTAKE_APPROVED);
            case INTAKE_REJECTED -> Optional.of(PortOrderChange.INTAKE_REJECTED);
            case CARRIER_ACCEPTED -> Optional.of(PortOrderChange.CARRIER_ACCEPTED);
            case CARRIER_REJECTED -> Optional.of(PortOrderChange.CARRIER_REJECTED);
            case APPROVAL_WITHDRAWN -> Optional.of(PortOrderChange.APPROVAL_WITHDRAWN);
            case TRANSFER_LOCKED -> Optional.of(PortOrderChange.TRANSFER_LOCKED);
            case TRANSFER_UNLOCKED -> Optional.of(PortOrderChange.TRANSFER_UNLOCKED);
            case FOC_CHANGE_REQUESTED -> Optional.of(PortOrderChange.FOC_CHANGE_REQUESTED);
            case FOC_CHANGE_AGREED -> Optional.of(PortOrderChange.FOC_CHANGE_AGREED);
            case FOC_CHANGE_REFUSED -> Optional.of(PortOrderChange.FOC_CHANGE_REFUSED);
            case FOC_MOVED_BY_CARRIER -> Optional.of(PortOrderChange.FOC_MOVED_BY_CARRIER);
            case CARRIER_OVERDUE -> Optional.of(PortOrderChange.CARRIER_OVERDUE);
            case CANCELLED -> Optional.of(PortOrderChange.CANCELLED);
            case CANCEL_CONFIRMED -> Optional.of(PortOrderChange.CANCEL_CONFIRMED);
            case CANCEL_REFUSED -> Optional.of(PortOrderChange.CANCEL_REFUSED);
            case RESUBMITTED -> Optional.of(PortOrderChange.RESUBMITTED);
            case ACTIVATION_RETRIED -> Optional.of(PortOrderChange.ACTIVATION_RETRIED);
            case ACTIVATION_FAILED -> Optional.of(PortOrderChange.ACTIVATION_FAILED);
            case COMPLETED -> Optional.of(PortOrderChange.COMPLETED);
            case CONTACTS_CHANGED -> Optional.of(PortOrderChange.CONTACTS_CHANGED);
            case CASE_LINKED -> Optional.of(PortOrderChange.CASE_LINKED);
            case DELETED -> Optional.of(PortOrderChange.DELETED);
            case ACTIVATION_ASKED, ACTIVATION_INCOMPLETE, DOCUMENT_ADDED, COMMENTED, REPLY_KEPT -> Optional.empty();
        };
    }

    static Actor actor(By.Actor actor) {
        return switch (actor) {
            case ADMIN -> Actor.ADMIN;
            case DESK -> Actor.DESK;
            case OPERATOR -> Actor.OPERATOR;
            case SYSTEM -> Actor.SYSTEM;
            case LOSING_CARRIER -> Actor.LOSING_CARRIER;
        };
    }

    static BallHolder ball(Ball.Holder holder) {
        return switch (holder) {
            case US -> BallHolder.US;
            case CARRIER -> BallHolder.CARRIER;
            case CUSTOMER -> BallHolder.CUSTOMER;
            case NOBODY -> BallHolder.NOBODY;
        };
    }

    static io.portline.schemas.PortType portType(PortType type) {
        return switch (type) {
            case FULL -> io.portline.schemas.PortType.FULL;
            case PARTIAL -> io.portline.schemas.PortType.PARTIAL;
        };
    }

    static CarrierRequestKind requestKind(RequestToCarrier.Kind kind) {
        return switch (kind) {
            case PORT -> CarrierRequestKind.PORT;
            case SUPPLEMENT -> CarrierRequestKind.SUPPLEMENT;
            case CANCEL -> CarrierRequestKind.CANCEL;
            case ACTIVATE -> CarrierRequestKind.ACTIVATE;
        };
    }

    static io.portline.schemas.LocalMoment moment(LocalMoment moment) {
        return io.portline.schemas.LocalMoment.newBuilder()
                .setLocal(moment.local().toString())
                .setZone(moment.zone().getId())
                .setInstant(millis(moment.instant()))
                .build();
    }

    static io.portline.schemas.@Nullable LocalMoment momentOrNull(@Nullable LocalMoment moment) {
        return moment == null ? null : moment(moment);
    }

    static LocalMoment moment(io.portline.schemas.LocalMoment moment) {
        return new LocalMoment(
                LocalDateTime.parse(moment.getLocal()), ZoneId.of(moment.getZone()), moment.getInstant());
    }

    static io.portline.schemas.RejectionReason reason(RejectionReason reason) {
        return io.portline.schemas.RejectionReason.newBuilder()
                .setCode(reason.code())
                .setDisposition(
                        switch (reason.disposition()) {
                            case FIXABLE -> io.portline.schemas.Disposition.FIXABLE;
                            case TERMINAL -> io.portline.schemas.Disposition.TERMINAL;
                            case WAIT -> io.portline.schemas.Disposition.WAIT;
                        })
                .setSource(
                        switch (reason.source()) {
                            case INTAKE -> ReasonSource.INTAKE;
                            case LOSING_CARRIER -> ReasonSource.LOSING_CARRIER;
                        })
                .setPointer(reason.pointer())
                .setCarrierCode(reason.carrierCode())
                .setNumbers(reason.numbers())
                .setTexts(reason.texts())
                .build();
    }

    /** A disposition that we do not know yet is taken for one that a person can look into; what a carrier sends is said by the carrier. */
    static RejectionReason reason(io.portline.schemas.RejectionReason reason) {
        return new RejectionReason(
                reason.getCode(),
                switch (reason.getDisposition()) {
                    case FIXABLE, UNKNOWN -> Disposition.FIXABLE;
                    case TERMINAL -> Disposition.TERMINAL;
                    case WAIT -> Disposition.WAIT;
                },
                switch (reason.getSource()) {
                    case INTAKE -> RejectionReason.Source.INTAKE;
                    case LOSING_CARRIER, UNKNOWN -> RejectionReason.Source.LOSING_CARRIER;
                },
                reason.getPointer(),
                reason.getCarrierCode(),
                reason.getNumbers(),
                reason.getTexts());
    }

    static List<io.portline.schemas.RejectionReason> toAvro(List<RejectionReason> reasons) {
        return reasons.stream().map(AvroValues::reason).toList();
    }

    static List<RejectionReason> fromAvro(List<io.portline.schemas.RejectionReason> reasons) {
        return reasons.stream().map(AvroValues::reason).toList();
    }

    static NumberOutcome outcome(NumberActivation activation) {
        return new NumberOutcome(activation.getNumber(), activation.getActivated(), activation.getCode());
    }

    static io.portline.schemas.AccountHolder holder(AccountHolder holder) {
        return io.portline.schemas.AccountHolder.newBuilder()
                .setOrganisation(holder.organisation())
                .setOrganisationShort(holder.organisationShort())
                .setAuthorisedPerson(holder.authorisedPerson())
                .setAuthorisedPersonShort(holder.authorisedPersonShort())
                .setKana(holder.kana())
                .build();
    }

    static io.portline.schemas.ServiceAddress address(ServiceAddress address, String country) {
        return io.portline.schemas.ServiceAddress.newBuilder()
                .setLine1(address.line1())
                .setLine2(address.line2())
                .setCity(address.city())
                .setRegion(address.region())
                .setPostalCode(address.postalCode())
                .setCountry(country)
                .build();
    }

    static io.portline.schemas.Contact contact(Contact contact) {
        return io.portline.schemas.Contact.newBuilder()
                .setContactId(contact.id())
                .setRole(
                        switch (contact.role()) {
                            case SUBMITTER -> ContactRole.SUBMITTER;
                            case ADDITIONAL -> ContactRole.ADDITIONAL;
                        })
                .setName(contact.name())
                .setEmail(contact.email())
                .setLanguage(contact.language())
                .build();
    }
}
