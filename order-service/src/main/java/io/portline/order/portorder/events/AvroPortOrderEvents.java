package io.portline.order.portorder.events;

import io.portline.messaging.codec.MessageCodec;
import io.portline.messaging.id.EventIds;
import io.portline.messaging.outbox.OutboxMessage;
import io.portline.order.portorder.EncryptedPasscode;
import io.portline.order.portorder.Happened;
import io.portline.order.portorder.OrderDetails;
import io.portline.order.portorder.PortOrder;
import io.portline.order.portorder.RequestToCarrier;
import io.portline.order.portorder.persistence.PortOrderEvents;
import io.portline.order.portorder.secrets.GatewayEnvelope;
import io.portline.order.portorder.secrets.PasscodeCipher;
import io.portline.schemas.CarrierRequest;
import io.portline.schemas.EncryptedSecret;
import io.portline.schemas.PortOrderChange;
import io.portline.schemas.PortOrderStatusEvent;
import io.portline.schemas.SubjectContacts;
import io.portline.schemas.SubjectKind;
import io.portline.schemas.Topic;
import io.portline.schemas.Topics;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import static io.portline.order.portorder.events.AvroValues.millis;
import static io.portline.order.portorder.events.AvroValues.millisOrNull;

/** What happened to port orders as records of the topics that order-service writes. */
@Component
public final class AvroPortOrderEvents implements PortOrderEvents {

    private final MessageCodec codec;
    private final EventIds eventIds;
    private final PasscodeCipher cipher;
    private final GatewayEnvelope envelope;

    public AvroPortOrderEvents(MessageCodec codec, EventIds eventIds, PasscodeCipher cipher, GatewayEnvelope envelope) {
        this.codec = codec;
        this.eventIds = eventIds;
        this.cipher = cipher;
        this.envelope = envelope;
    }

    @Override
    public List<OutboxMessage> messages(
            PortOrder order, List<Happened> happened, List<RequestToCarrier> requests, Versions before, Instant now) {
        List<OutboxMessage> messages = new ArrayList<>();
        // Contacts first: the events that presume them then seldom have to wait.
        if (order.contactsRevision() != before.contacts()) {
            UUID eventId = eventIds.next();
            messages.add(message(
                    Topics.PORTING_CONTACTS,
                    order,
                    order.contactsRevision(),
                    eventId,
                    now,
                    contacts(order, eventId, now)));
        }
        long version = before.status();
        for (Happened it : happened) {
            Optional<PortOrderChange> change = AvroValues.change(it.change());
            if (change.isPresent()) {
                version++;
                UUID eventId = eventIds.next();
                messages.add(message(
                        Topics.PORT_ORDER_STATUS,
                        order,
                        version,
                        eventId,
                        it.at(),
                        status(it, change.get(), eventId, version)));
            }
        }
        long requestVersion = before.request();
        for (RequestToCarrier request : requests) {
            requestVersion++;
            UUID eventId = eventIds.next();
            messages.add(message(
                    Topics.CARRIER_REQUEST,
                    order,
                    requestVersion,
                    eventId,
                    now,
                    request(order, request, eventId, requestVersion, now)));
        }
        return messages;
    }

    private <R extends SpecificRecord> OutboxMessage message(
            Topic<R> topic, PortOrder order, long version, UUID eventId, Instant at, R record) {
        return new OutboxMessage(
                topic.name(),
                order.id().toString(),
                version,
                eventId,
                topic.ceType(),
                millis(at),
                codec.encode(topic.name(), record));
    }

    static PortOrderStatusEvent status(Happened happened, PortOrderChange change, UUID eventId, long version) {
        PortOrder after = happened.after();
        OrderDetails details = after.details();
        return PortOrderStatusEvent.newBuilder()
                .setEventId(eventId)
                .setOrderId(after.id())
                .setOrderNumber(after.number())
                .setTenantId(after.tenantId())
                .setVersion(version)
                .setOccurredAt(millis(happened.at()))
                .setChange(change)
                .setActor(AvroValues.actor(happened.by().actor()))
                .setPreviousStatus(AvroValues.statusOrNull(happened.from()))
                .setStatus(AvroValues.status(after.status()))
                .setAttempt(after.attempt())
                .setName(details.name())
                .setCountry(details.country())
                .setLosingCarrierId(details.carrier().id())
                .setLosingCarrierName(details.carrier().name())
                .setPortType(AvroValues.portType(details.portType()))
                .setNumbers(details.numbers())
                .setPortedNumbers(after.portedNumbers())
                .setRequested(AvroValues.moment(details.requested()))
                .setFoc(AvroValues.momentOrNull(after.foc()))
                .setRequestedFoc(AvroValues.momentOrNull(after.requestedFoc()))
                .setCarrierCancelPending(after.carrierCancelPending())
                .setReasons(AvroValues.toAvro(after.reasons()))
                .setBall(AvroValues.ball(after.ball().holder()))
                .setBallSince(millis(after.ball().since()))
                .setAnswerDueBy(millisOrNull(after.ball().dueBy()))
                .setEditableUntil(millisOrNull(after.editableUntil()))
                .setCancellableUntil(millisOrNull(after.cancellableUntil()))
                .setSubmittedAt(millis(after.submission().firstAt()))
                .setContactsRevision(after.contactsRevision())
                .setCaseId(after.caseId())
                .setLinkedOrderId(after.linkedOrderId())
                .setDeleted(after.deleted())
                .build();
    }

    private CarrierRequest request(PortOrder order, RequestToCarrier request, UUID eventId, long version, Instant now) {
        OrderDetails details = order.details();
        return CarrierRequest.newBuilder()
                .setEventId(eventId)
                .setOrderId(order.id())
                .setOrderNumber(order.number())
                .setTenantId(order.tenantId())
                .setVersion(version)
                .setOccurredAt(millis(now))
                .setKind(AvroValues.requestKind(request.kind()))
                .setAttempt(request.attempt())
                .setCarrierId(request.carrier().id())
                .setCountry(details.country())
                .setPortType(AvroValues.portType(details.portType()))
                .setNumbers(request.numbers())
                .setBillingTelephoneNumber(details.billingTelephoneNumber())
                .setReplacementBillingTelephoneNumber(details.replacementBillingTelephoneNumber())
                .setAccountNumber(details.accountNumber())
                .setPasscode(request.kind() == RequestToCarrier.Kind.PORT ? passcode(order) : null)
                .setHolder(AvroValues.holder(details.holder()))
                .setServiceAddress(AvroValues.address(details.serviceAddress(), details.country()))
                .setCountryFields(details.countryFields())
                .setRequested(AvroValues.moment(request.requested()))
                .setActivationTry(request.activationTry())
                .build();
    }

    /** Only what needs it carries it. */
    private @Nullable EncryptedSecret passcode(PortOrder order) {
        EncryptedPasscode stored = order.passcode();
        if (stored == null) {
            return null;
        }
        GatewayEnvelope.Sealed sealed = envelope.seal(order.id(), cipher.open(order.id(), stored));
        return EncryptedSecret.newBuilder()
                .setKeyId(sealed.keyId())
                .setEncapsulation(ByteBuffer.wrap(sealed.encapsulation()))
                .setNonce(ByteBuffer.wrap(sealed.nonce()))
                .setCiphertext(ByteBuffer.wrap(sealed.ciphertext()))
                .build();
    }

    static SubjectContacts contacts(PortOrder order, UUID eventId, Instant now) {
        return SubjectContacts.newBuilder()
                .setEventId(eventId)
                .setSubjectKind(SubjectKind.PORT_ORDER)
                .setSubjectId(order.id())
                .setSubjectNumber(order.number())
                .setTenantId(order.tenantId())
                .setVersion(order.contactsRevision())
                .setOccurredAt(millis(now))
                .setContacts(order.contacts().stream().map(AvroValues::contact).toList())
                .build();
    }
}
