package io.portline.dashboard.portouts.events;

import io.portline.dashboard.portouts.PortOut;
import io.portline.dashboard.portouts.PortOuts;
import io.portline.messaging.inbox.BatchHandler;
import io.portline.messaging.inbox.ReceivedEvent;
import io.portline.schemas.LocalMoment;
import io.portline.schemas.PortOutStatusEvent;
import org.jspecify.annotations.Nullable;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;

/** Takes the changes of port-outs into the read model. */
public final class PortOutProjection implements BatchHandler<PortOutStatusEvent> {

    private final PortOuts portOuts;

    public PortOutProjection(PortOuts portOuts) {
        this.portOuts = portOuts;
    }

    @Override
    public void handleAll(List<ReceivedEvent<PortOutStatusEvent>> events) {
        events.forEach(this::record);
    }

    private void record(ReceivedEvent<PortOutStatusEvent> received) {
        PortOutStatusEvent event = received.value();
        if (event == null) {
            return;
        }
        portOuts.record(new PortOut(
                event.getPortOutId(),
                event.getTenantId(),
                event.getPortOutNumber(),
                event.getVersion(),
                event.getOccurredAt(),
                event.getPreviousStatus() == null
                        ? null
                        : event.getPreviousStatus().name(),
                event.getStatus().name(),
                event.getNumbers(),
                event.getWinningCarrierId(),
                moment(event.getRequested()),
                momentOrNull(event.getCompletesAt()),
                event.getReasonCodes(),
                event.getCarrierLockedUntil()));
    }

    private static ZonedDateTime moment(LocalMoment moment) {
        return moment.getInstant().atZone(ZoneId.of(moment.getZone()));
    }

    private static @Nullable ZonedDateTime momentOrNull(@Nullable LocalMoment moment) {
        return moment == null ? null : moment(moment);
    }
}
