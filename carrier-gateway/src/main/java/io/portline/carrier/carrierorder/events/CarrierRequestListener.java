package io.portline.carrier.carrierorder.events;

import io.portline.carrier.carrierorder.CarrierDesk;
import io.portline.carrier.carrierorder.CarrierRequest;
import io.portline.carrier.carrierorder.PortDetails;
import io.portline.messaging.headers.TraceParent;
import io.portline.messaging.inbox.EventHandler;
import io.portline.messaging.inbox.ReceivedEvent;
import io.portline.numbering.LocalMoment;
import io.portline.schemas.EncryptedSecret;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.nio.ByteBuffer;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Base64;

/** Takes in the requests of {@code porting.carrier-request.v1}. */
@Component
public class CarrierRequestListener implements EventHandler<io.portline.schemas.CarrierRequest> {

    private final CarrierDesk desk;

    public CarrierRequestListener(CarrierDesk desk) {
        this.desk = desk;
    }

    @Override
    public void handle(ReceivedEvent<io.portline.schemas.CarrierRequest> event) {
        io.portline.schemas.CarrierRequest asked = event.value();
        if (asked != null) {
            desk.receive(request(asked));
        }
    }

    private static CarrierRequest request(io.portline.schemas.CarrierRequest asked) {
        return new CarrierRequest(
                asked.getEventId(),
                asked.getOrderId(),
                asked.getOrderNumber(),
                asked.getTenantId(),
                asked.getAttempt(),
                kind(asked),
                asked.getCarrierId(),
                new PortDetails(
                        asked.getCountry(),
                        isFull(asked),
                        asked.getNumbers(),
                        asked.getBillingTelephoneNumber(),
                        asked.getReplacementBillingTelephoneNumber(),
                        asked.getAccountNumber(),
                        sealed(asked.getPasscode()),
                        holder(asked.getHolder()),
                        address(asked.getServiceAddress()),
                        asked.getCountryFields()),
                moment(asked.getRequested()),
                asked.getActivationTry(),
                asked.getOccurredAt(),
                TraceParent.current().header());
    }

    private static CarrierRequest.Kind kind(io.portline.schemas.CarrierRequest asked) {
        return switch (asked.getKind()) {
            case PORT -> CarrierRequest.Kind.PORT;
            case SUPPLEMENT -> CarrierRequest.Kind.SUPPLEMENT;
            case CANCEL -> CarrierRequest.Kind.CANCEL;
            case ACTIVATE -> CarrierRequest.Kind.ACTIVATE;
            // Written by a newer order-service. As a dead letter it waits until this service is newer too.
            case UNKNOWN -> throw new IllegalArgumentException("a kind of request that is not known yet");
        };
    }

    private static boolean isFull(io.portline.schemas.CarrierRequest asked) {
        return switch (asked.getPortType()) {
            case FULL -> true;
            case PARTIAL -> false;
            case UNKNOWN -> throw new IllegalArgumentException("a type of port that is not known yet");
        };
    }

    private static PortDetails.AccountHolder holder(io.portline.schemas.AccountHolder holder) {
        return new PortDetails.AccountHolder(
                holder.getOrganisation(),
                holder.getOrganisationShort(),
                holder.getAuthorisedPerson(),
                holder.getAuthorisedPersonShort(),
                holder.getKana());
    }

    private static PortDetails.ServiceAddress address(io.portline.schemas.ServiceAddress address) {
        return new PortDetails.ServiceAddress(
                address.getLine1(),
                address.getLine2(),
                address.getCity(),
                address.getRegion(),
                address.getPostalCode(),
                address.getCountry());
    }

    private static PortDetails.@Nullable SealedPasscode sealed(@Nullable EncryptedSecret secret) {
        return secret == null
                ? null
                : new PortDetails.SealedPasscode(
                        secret.getKeyId(),
                        base64(secret.getEncapsulation()),
                        base64(secret.getNonce()),
                        base64(secret.getCiphertext()));
    }

    private static String base64(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return Base64.getEncoder().encodeToString(copy);
    }

    private static LocalMoment moment(io.portline.schemas.LocalMoment moment) {
        return new LocalMoment(
                LocalDateTime.parse(moment.getLocal()), ZoneId.of(moment.getZone()), moment.getInstant());
    }
}
