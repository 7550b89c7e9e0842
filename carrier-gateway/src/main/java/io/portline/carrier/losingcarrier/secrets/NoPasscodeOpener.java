package io.portline.carrier.losingcarrier.secrets;

import io.portline.carrier.carrierorder.PortDetails.SealedPasscode;
import io.portline.carrier.losingcarrier.PasscodeOpener;

import java.util.UUID;

/** For a gateway that was given no private key: says so as soon as a passcode would have to be opened, and answers nothing wrong. */
public final class NoPasscodeOpener implements PasscodeOpener {

    @Override
    public String open(UUID orderId, SealedPasscode sealed) {
        throw new IllegalStateException("the passcode of order " + orderId
                + " cannot be opened: portline.secrets.gateway-private-key is not set");
    }
}
