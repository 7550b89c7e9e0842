package io.portline.carrier.losingcarrier;

import io.portline.carrier.carrierorder.PortDetails.SealedPasscode;

import java.util.UUID;

/** Opens sealed passcodes, for carriers that must be told them. */
@FunctionalInterface
public interface PasscodeOpener {

    /**
     * @param orderId the order that the passcode is bound to
     * @return the passcode in clear: to be handed on at once, and kept nowhere
     * @throws IllegalStateException if it cannot be opened: another key, or not made for this order
     */
    String open(UUID orderId, SealedPasscode sealed);
}
