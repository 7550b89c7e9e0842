package io.portline.dashboard.casebook.events;

import io.portline.dashboard.casebook.CaseBook;
import io.portline.dashboard.casebook.CaseEvent;
import io.portline.dashboard.casebook.CaseState;
import io.portline.dashboard.casebook.CaseStatus;
import io.portline.messaging.inbox.BatchHandler;
import io.portline.messaging.inbox.ReceivedEvent;
import io.portline.schemas.CaseActivityEvent;
import io.portline.schemas.LocalMoment;
import org.jspecify.annotations.Nullable;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;

/** Takes the public activity of cases into the case book. */
public final class CaseActivityProjection implements BatchHandler<CaseActivityEvent> {

    private final CaseBook book;

    public CaseActivityProjection(CaseBook book) {
        this.book = book;
    }

    @Override
    public void handleAll(List<ReceivedEvent<CaseActivityEvent>> events) {
        events.forEach(this::record);
    }

    private void record(ReceivedEvent<CaseActivityEvent> received) {
        CaseActivityEvent event = received.value();
        if (event != null) {
            book.record(state(event), entry(event));
        }
    }

    private static CaseState state(CaseActivityEvent event) {
        return new CaseState(
                event.getCaseId(),
                event.getTenantId(),
                event.getCaseNumber(),
                event.getVersion(),
                event.getOccurredAt(),
                status(event.getStatus()),
                event.getCategory().name(),
                event.getType() == null ? null : event.getType().name(),
                event.getCountry(),
                event.getTitle(),
                moment(event.getRequested()),
                event.getAssigned(),
                event.getFirstAnswerDueBy(),
                event.getSolutionDueBy(),
                event.getOverdue(),
                event.getClosingReason(),
                event.getLinkedOrderIds(),
                event.getOpenedAt(),
                event.getClosedAt());
    }

    private static CaseEvent entry(CaseActivityEvent event) {
        return new CaseEvent(
                event.getEventId(),
                event.getVersion(),
                event.getOccurredAt(),
                event.getActivity().name(),
                event.getActor().name(),
                event.getPreviousStatus() == null ? null : status(event.getPreviousStatus()),
                status(event.getStatus()),
                event.getText(),
                event.getClosingReason(),
                event.getDocuments().stream()
                        .map(document -> new CaseEvent.Document(
                                document.getDocumentId(),
                                document.getName(),
                                document.getMediaType(),
                                document.getSizeBytes()))
                        .toList());
    }

    private static CaseStatus status(io.portline.schemas.CaseStatus status) {
        return switch (status) {
            case UNKNOWN -> CaseStatus.UNKNOWN;
            case NEW -> CaseStatus.NEW;
            case IN_PROGRESS -> CaseStatus.IN_PROGRESS;
            case WAITING_FOR_CUSTOMER -> CaseStatus.WAITING_FOR_CUSTOMER;
            case RESOLVED -> CaseStatus.RESOLVED;
            case CANCELLED -> CaseStatus.CANCELLED;
        };
    }

    private static @Nullable ZonedDateTime moment(@Nullable LocalMoment moment) {
        return moment == null ? null : moment.getInstant().atZone(ZoneId.of(moment.getZone()));
    }
}
