package io.portline.cases.tnscase.events;

import io.portline.cases.tnscase.CaseContact;
import io.portline.cases.tnscase.CaseDocument;
import io.portline.cases.tnscase.CaseEvent;
import io.portline.cases.tnscase.Decision;
import io.portline.cases.tnscase.LinkedOrder;
import io.portline.cases.tnscase.Party;
import io.portline.cases.tnscase.ReplyAddress;
import io.portline.cases.tnscase.ReplyToken;
import io.portline.cases.tnscase.TnsCase;
import io.portline.cases.tnscase.persistence.CaseMessages;
import io.portline.messaging.codec.MessageCodec;
import io.portline.messaging.id.EventIds;
import io.portline.messaging.outbox.OutboxMessage;
import io.portline.numbering.LocalMoment;
import io.portline.schemas.Actor;
import io.portline.schemas.CaseActivity;
import io.portline.schemas.CaseActivityEvent;
import io.portline.schemas.CaseCategory;
import io.portline.schemas.CaseStatus;
import io.portline.schemas.CaseType;
import io.portline.schemas.Contact;
import io.portline.schemas.ContactRole;
import io.portline.schemas.DocumentReference;
import io.portline.schemas.SubjectContacts;
import io.portline.schemas.SubjectKind;
import io.portline.schemas.Topic;
import io.portline.schemas.Topics;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The public activity of a case, and whom to tell of it when that changes. */
@Component
public class AvroCaseMessages implements CaseMessages {

    private final MessageCodec codec;
    private final EventIds ids;
    private final Optional<ReplyAddress> replies;

    /** @param replyAddress where contacts may answer by mail; blank: nowhere */
    public AvroCaseMessages(
            MessageCodec codec, EventIds ids, @Value("${portline.mail.reply-address:}") String replyAddress) {
        this.codec = codec;
        this.ids = ids;
        this.replies = ReplyAddress.of(replyAddress);
    }

    @Override
    public List<OutboxMessage> of(Optional<TnsCase> before, Decision.Accepted change) {
        if (change.event().internal()) {
            return List.of();
        }
        TnsCase after = change.after();
        Instant at = change.event().at();
        List<OutboxMessage> messages = new ArrayList<>();
        // First, so that whoever reads the activity rarely has to wait for it.
        if (before.isEmpty() || before.get().contactsRevision() != after.contactsRevision()) {
            UUID eventId = ids.next();
            messages.add(message(
                    Topics.SUPPORT_CONTACTS,
                    after,
                    after.contactsRevision(),
                    eventId,
                    at,
                    contacts(after, eventId, at)));
        }
        UUID eventId = ids.next();
        messages.add(message(
                Topics.CASE_ACTIVITY,
                after,
                after.activityVersion(),
                eventId,
                at,
                activity(before, change.event(), after, eventId)));
        return messages;
    }

    private OutboxMessage message(
            Topic<?> topic, TnsCase tnsCase, long version, UUID eventId, Instant at, SpecificRecord event) {
        return new OutboxMessage(
                topic.name(),
                tnsCase.id().toString(),
                version,
                eventId,
                topic.ceType(),
                at,
                codec.encode(topic.name(), event));
    }

    private static CaseActivityEvent activity(Optional<TnsCase> before, CaseEvent event, TnsCase after, UUID eventId) {
        return CaseActivityEvent.newBuilder()
                .setEventId(eventId)
                .setCaseId(after.id())
                .setCaseNumber(after.number().toString())
                .setTenantId(after.tenantId())
                .setVersion(after.activityVersion())
                .setOccurredAt(event.at())
                .setActivity(activity(event))
                .setActor(
                        switch (event.by()) {
                            case Party.Customer _ -> Actor.ADMIN;
                            case Party.Desk _ -> Actor.DESK;
                            case Party.Automatic _ -> Actor.SYSTEM;
                        })
                .setPreviousStatus(before.map(b -> status(b.status())).orElse(null))
                .setStatus(status(after.status()))
                .setCategory(
                        switch (after.category()) {
                            case NEW_REQUEST -> CaseCategory.NEW_REQUEST;
                            case GENERAL_INQUIRY -> CaseCategory.GENERAL_INQUIRY;
                        })
                .setType(after.type().map(AvroCaseMessages::type).orElse(null))
                .setCountry(after.country().code())
                .setTitle(after.title())
                .setText(text(event, after))
                .setDocuments(event.documents().stream()
                        .map(AvroCaseMessages::document)
                        .toList())
                .setRequested(after.requested().map(AvroCaseMessages::moment).orElse(null))
                .setAssigned(after.assignee().isPresent())
                .setFirstAnswerDueBy(after.progress().clock().firstAnswerDueBy().orElse(null))
                .setSolutionDueBy(after.progress().clock().solutionDueBy().orElse(null))
                .setOverdue(after.progress().clock().overdue())
                .setLinkedOrderIds(
                        after.progress().orders().stream().map(LinkedOrder::id).toList())
                .setClosingReason(after.closing().map(c -> c.code()).orElse(null))
                .setOpenedAt(after.openedAt())
                .setClosedAt(after.closing().map(c -> c.at()).orElse(null))
                .setContactsRevision(after.contactsRevision())
                .build();
    }

    private static @Nullable String text(CaseEvent event, TnsCase after) {
        return event instanceof CaseEvent.Opened
                ? after.description()
                : event.text().orElse(null);
    }

    private SubjectContacts contacts(TnsCase after, UUID eventId, Instant at) {
        return SubjectContacts.newBuilder()
                .setEventId(eventId)
                .setSubjectKind(SubjectKind.CASE)
                .setSubjectId(after.id())
                .setSubjectNumber(after.number().toString())
                .setTenantId(after.tenantId())
                .setVersion(after.contactsRevision())
                .setOccurredAt(at)
                .setContacts(after.contacts().stream()
                        .map(contact -> contact(after, contact))
                        .toList())
                .build();
    }

    private Contact contact(TnsCase tnsCase, CaseContact contact) {
        return Contact.newBuilder()
                .setContactId(contact.id())
                .setRole(contact.opener() ? ContactRole.SUBMITTER : ContactRole.ADDITIONAL)
                .setName(contact.name())
                .setEmail(contact.email())
                .setLanguage(contact.language().tag())
                .setReplyTo(replies.map(address -> address.of(new ReplyToken(tnsCase.number(), contact.replyToken())))
                        .orElse(null))
                .build();
    }

    private static DocumentReference document(CaseDocument document) {
        return DocumentReference.newBuilder()
                .setDocumentId(document.id())
                .setName(document.name())
                .setMediaType(document.mediaType())
                .setSizeBytes(document.sizeBytes())
                .build();
    }

    private static io.portline.schemas.LocalMoment moment(LocalMoment moment) {
        return io.portline.schemas.LocalMoment.newBuilder()
                .setLocal(DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(moment.local()))
                .setZone(moment.zone().getId())
                .setInstant(moment.instant())
                .build();
    }

    private static CaseActivity activity(CaseEvent event) {
        return switch (event) {
            case CaseEvent.Opened _ -> CaseActivity.OPENED;
            case CaseEvent.Commented _ -> CaseActivity.COMMENTED;
            case CaseEvent.Reopened _ -> CaseActivity.REOPENED;
            case CaseEvent.Asked _ -> CaseActivity.CUSTOMER_ASKED;
            case CaseEvent.Assigned _ -> CaseActivity.ASSIGNED;
            case CaseEvent.OrdersLinked _ -> CaseActivity.ORDER_LINKED;
            // Now the reader can have it, which is what being added means to them.
            case CaseEvent.DocumentReleased _ -> CaseActivity.DOCUMENT_ADDED;
            case CaseEvent.BecameDue _ -> CaseActivity.DUE;
            case CaseEvent.BecameOverdue _ -> CaseActivity.OVERDUE;
            case CaseEvent.Rated _ -> CaseActivity.RATED;
            case CaseEvent.Resolved _ -> CaseActivity.RESOLVED;
            case CaseEvent.Cancelled _ -> CaseActivity.CANCELLED;
            case CaseEvent.ContactsChanged _ -> CaseActivity.CONTACTS_CHANGED;
            case CaseEvent.Noted _ -> throw new IllegalStateException("A note of the desk is never published");
        };
    }

    private static CaseStatus status(io.portline.cases.tnscase.CaseStatus status) {
        return switch (status) {
            case NEW -> CaseStatus.NEW;
            case IN_PROGRESS -> CaseStatus.IN_PROGRESS;
            case WAITING_FOR_CUSTOMER -> CaseStatus.WAITING_FOR_CUSTOMER;
            case RESOLVED -> CaseStatus.RESOLVED;
            case CANCELLED -> CaseStatus.CANCELLED;
        };
    }

    private static CaseType type(io.portline.cases.tnscase.CaseType type) {
        return switch (type) {
            case CUSTOM_CALLING_NAME -> CaseType.CUSTOM_CALLING_NAME;
            case INTER_TENANT_PORT -> CaseType.INTER_TENANT_PORT;
            case INVENTORY_TYPE_CHANGE -> CaseType.INVENTORY_TYPE_CHANGE;
            case NEW_TN_ACQUISITION -> CaseType.NEW_TN_ACQUISITION;
            case PORT_IN -> CaseType.PORT_IN;
            case ADDRESS_UPDATE -> CaseType.ADDRESS_UPDATE;
        };
    }
}
