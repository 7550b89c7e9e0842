package io.portline.order.portout.events;

import io.portline.messaging.codec.MessageCodec;
import io.portline.messaging.id.EventIds;
import io.portline.messaging.outbox.OutboxMessage;
import io.portline.numbering.LocalMoment;
import io.portline.order.portorder.Contact;
import io.portline.order.portout.PortOut;
import io.portline.order.portout.PortOutHappened;
import io.portline.order.portout.PortOutStatus;
import io.portline.order.portout.persistence.PortOutEvents;
import io.portline.schemas.ContactRole;
import io.portline.schemas.PortOutStatusEvent;
import io.portline.schemas.SubjectContacts;
import io.portline.schemas.SubjectKind;
import io.portline.schemas.Topic;
import io.portline.schemas.Topics;
import org.apache.avro.specific.SpecificRecord;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What happened to port-outs as records of the topics that order-service writes. */
@Component
public final class AvroPortOutEvents implements PortOutEvents {

    private final MessageCodec codec;
    private final EventIds eventIds;

    public AvroPortOutEvents(MessageCodec codec, EventIds eventIds) {
        this.codec = codec;
        this.eventIds = eventIds;
    }

    @Override
    public List<OutboxMessage> messages(PortOut portOut, List<PortOutHappened> happened, Versions before, Instant now) {
        List<OutboxMessage> messages = new ArrayList<>();
        // Contacts first: the events that presume them then seldom have to wait.
        if (portOut.contactsRevision() != before.contacts()) {
            UUID eventId = eventIds.next();
            messages.add(message(
                    Topics.PORTING_CONTACTS,
                    portOut,
                    portOut.contactsRevision(),
                    eventId,
                    now,
                    contacts(portOut, eventId, now)));
        }
        long version = before.status();
        for (PortOutHappened it : happened) {
            version++;
            UUID eventId = eventIds.next();
            messages.add(
                    message(Topics.PORT_OUT_STATUS, portOut, version, eventId, it.at(), status(it, eventId, version)));
        }
        return messages;
    }

    private <R extends SpecificRecord> OutboxMessage message(
            Topic<R> topic, PortOut portOut, long version, UUID eventId, Instant at, R record) {
        return new OutboxMessage(
                topic.name(),
                portOut.id().toString(),
                version,
                eventId,
                topic.ceType(),
                millis(at),
                codec.encode(topic.name(), record));
    }

    static PortOutStatusEvent status(PortOutHappened happened, UUID eventId, long version) {
        PortOut after = happened.after();
        PortOutStatus from = happened.from();
        Instant lockedUntil = after.lockedUntil();
        LocalMoment completesAt = after.completesAt();
        return PortOutStatusEvent.newBuilder()
                .setEventId(eventId)
                .setPortOutId(after.id())
                .setPortOutNumber(after.number())
                .setTenantId(after.tenantId())
                .setVersion(version)
                .setOccurredAt(millis(happened.at()))
                .setPreviousStatus(from == null ? null : status(from))
                .setStatus(status(after.status()))
                .setNumbers(after.numbers())
                .setWinningCarrierId(after.carrier().id())
                .setRequested(moment(after.requested()))
                .setCompletesAt(completesAt == null ? null : moment(completesAt))
                .setReasonCodes(after.reasons().stream()
                        .map(reason -> reason.code().name())
                        .toList())
                .setCarrierLockedUntil(lockedUntil == null ? null : millis(lockedUntil))
                .setContactsRevision(after.contactsRevision())
                .build();
    }

    static SubjectContacts contacts(PortOut portOut, UUID eventId, Instant now) {
        return SubjectContacts.newBuilder()
                .setEventId(eventId)
                .setSubjectKind(SubjectKind.PORT_OUT)
                .setSubjectId(portOut.id())
                .setSubjectNumber(portOut.number())
                .setTenantId(portOut.tenantId())
                .setVersion(portOut.contactsRevision())
                .setOccurredAt(millis(now))
                .setContacts(portOut.contacts().stream()
                        .map(AvroPortOutEvents::contact)
                        .toList())
                .build();
    }

    private static io.portline.schemas.Contact contact(Contact contact) {
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

    private static io.portline.schemas.PortOutStatus status(PortOutStatus status) {
        return switch (status) {
            case REQUESTED -> io.portline.schemas.PortOutStatus.REQUESTED;
            case APPROVED -> io.portline.schemas.PortOutStatus.APPROVED;
            case REJECTED -> io.portline.schemas.PortOutStatus.REJECTED;
            case COMPLETED -> io.portline.schemas.PortOutStatus.COMPLETED;
            case CANCELLED -> io.portline.schemas.PortOutStatus.CANCELLED;
        };
    }

    private static io.portline.schemas.LocalMoment moment(LocalMoment moment) {
        return io.portline.schemas.LocalMoment.newBuilder()
                .setLocal(moment.local().toString())
                .setZone(moment.zone().getId())
                .setInstant(millis(moment.instant()))
                .build();
    }

    /** Events tell milliseconds. */
    private static Instant millis(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS);
    }
}
