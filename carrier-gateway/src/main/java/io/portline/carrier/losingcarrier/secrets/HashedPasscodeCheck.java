package io.portline.carrier.losingcarrier.secrets;

import io.portline.carrier.carrierorder.PortDetails.SealedPasscode;
import io.portline.carrier.losingcarrier.PasscodeCheck;
import io.portline.carrier.losingcarrier.PasscodeOpener;
import org.springframework.security.crypto.password.PasswordEncoder;

import java.util.UUID;

/** Opens a passcode and compares it with a salted slow hash. */
public final class HashedPasscodeCheck implements PasscodeCheck {

    private final PasscodeOpener opener;
    private final PasswordEncoder hashes;

    public HashedPasscodeCheck(PasscodeOpener opener, PasswordEncoder hashes) {
        this.opener = opener;
        this.hashes = hashes;
    }

    @Override
    public boolean matches(UUID orderId, SealedPasscode sealed, String hash) {
        return hashes.matches(opener.open(orderId, sealed), hash);
    }
}
