package io.portline.carrier.losingcarrier;

import io.portline.carrier.carrierorder.PortDetails.SealedPasscode;

import java.util.UUID;

/** Compares a sealed passcode with a hash; the passcode in clear never leaves it. */
@FunctionalInterface
public interface PasscodeCheck {

    /**
     * @param orderId the order that the passcode is bound to
     * @param hash as a subscriber record has it
     * @throws IllegalStateException if the passcode cannot be opened: another key, or not made for this order
     */
    boolean matches(UUID orderId, SealedPasscode sealed, String hash);
}
