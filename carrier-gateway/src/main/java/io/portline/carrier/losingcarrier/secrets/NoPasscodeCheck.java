package io.portline.carrier.losingcarrier.secrets;

import io.portline.carrier.carrierorder.PortDetails.SealedPasscode;
import io.portline.carrier.losingcarrier.PasscodeCheck;

import java.util.UUID;

/** For a gateway that was given no private key: says so as soon as a passcode would have to be opened, and answers nothing wrong. */
public final class NoPasscodeCheck implements PasscodeCheck {

    @Override
    public boolean matches(UUID orderId, SealedPasscode sealed, String hash) {
        throw new IllegalStateException("the passcode of order " + orderId
                + " cannot be opened: portline.secrets.gateway-private-key is not set");
    }
}
