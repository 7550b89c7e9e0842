package io.portline.order.portorder;

import io.portline.numbering.RejectionCode;
import io.portline.order.portorder.RejectionReason.Source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Our own look at an order before the losing carrier is asked: what may have changed since it was submitted, and what its form cannot show.
 * Finds the same canonical codes as carriers do.
 */
public final class IntakeCheck {

    private IntakeCheck() {}

    /**
     * The faults; none if the order may go to the carrier. The date asked for and the age of the letter were looked at when the order was
     * submitted and are not again: if our own look comes late, the carrier commits to the next date that is possible, and the admin has done
     * nothing wrong.
     *
     * @param carrier the losing carrier as it is known now
     * @param ours those of the order's numbers that were ported to us already, E.164
     */
    public static List<RejectionReason> faults(PortOrder order, Optional<Carrier> carrier, Set<String> ours) {
        OrderDetails details = order.details();
        List<RejectionReason> faults = new ArrayList<>();
        boolean serves = carrier.isPresent() && carrier.get().countries().contains(details.country());
        if (!serves) {
            faults.add(about(RejectionCode.NUMBER_NOT_PORTABLE, "/losingCarrierId", List.of()));
        }
        if (!ours.isEmpty()) {
            faults.add(RejectionReason.of(
                    RejectionCode.INTERNAL_PORT,
                    Source.INTAKE,
                    details.numbers().stream().filter(ours::contains).toList()));
        }
        return faults;
    }

    private static RejectionReason about(RejectionCode code, String pointer, List<String> numbers) {
        return new RejectionReason(
                code.name(), code.disposition(), Source.INTAKE, pointer, null, numbers, code.texts());
    }
}
