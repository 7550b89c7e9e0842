package io.portline.carrier.losingcarrier;

import io.portline.carrier.carrierorder.Answer;
import io.portline.carrier.carrierorder.CarrierReply;
import io.portline.carrier.carrierorder.CarrierReply.NumberOutcome;
import io.portline.carrier.carrierorder.CarrierReply.Reason;
import io.portline.carrier.carrierorder.Inquiry;
import io.portline.carrier.carrierorder.LosingCarrier;
import io.portline.numbering.RejectionCode;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Stands in for a carrier that is not in the catalogue: refuses at once, so that no order waits for an answer that nobody gives. */
public final class UnknownCarrier implements LosingCarrier {

    @Override
    public Optional<Instant> firstAskAt(Inquiry inquiry) {
        return Optional.of(inquiry.receivedAt());
    }

    @Override
    public Answer ask(Inquiry inquiry) {
        List<Reason> reasons = List.of(new Reason(
                RejectionCode.OTHER,
                null,
                List.of(),
                Map.of(
                        "en", "This losing carrier is not known.",
                        "fr", "Cet opérateur donneur est inconnu.",
                        "ja", "この移転元事業者は登録されていません。")));
        CarrierReply reply = switch (inquiry.request().kind()) {
            case PORT -> new CarrierReply.Rejected(reasons);
            case SUPPLEMENT -> new CarrierReply.SupplementRefused(reasons);
            case CANCEL -> new CarrierReply.CancelConfirmed();
            case ACTIVATE ->
                new CarrierReply.Activated(
                        inquiry.request().activationTry(),
                        inquiry.request().port().numbers().stream()
                                .map(number -> new NumberOutcome(number, RejectionCode.OTHER))
                                .toList());
        };
        return new Answer.Says(reply, null);
    }
}
