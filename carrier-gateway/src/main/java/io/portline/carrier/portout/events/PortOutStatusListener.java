package io.portline.carrier.portout.events;

import io.portline.carrier.portout.PortOutOutcome;
import io.portline.carrier.portout.PortOutStatus;
import io.portline.carrier.portout.PortOuts;
import io.portline.messaging.inbox.EventHandler;
import io.portline.messaging.inbox.ReceivedEvent;
import io.portline.schemas.LocalMoment;
import io.portline.schemas.PortOutStatusEvent;
import org.springframework.stereotype.Component;

/** Takes in what becomes of port-outs. */
@Component
public class PortOutStatusListener implements EventHandler<PortOutStatusEvent> {

    private final PortOuts portOuts;

    public PortOutStatusListener(PortOuts portOuts) {
        this.portOuts = portOuts;
    }

    @Override
    public void handle(ReceivedEvent<PortOutStatusEvent> event) {
        PortOutStatusEvent said = event.value();
        if (said == null) {
            return;
        }
        LocalMoment completesAt = said.getCompletesAt();
        portOuts.became(
                said.getPortOutId(),
                event.version(),
                new PortOutOutcome(
                        said.getPortOutId(),
                        said.getPortOutNumber(),
                        PortOutStatus.of(said.getStatus().name()),
                        said.getReasonCodes(),
                        completesAt == null ? null : completesAt.getInstant(),
                        said.getCarrierLockedUntil()),
                said.getOccurredAt());
    }
}
