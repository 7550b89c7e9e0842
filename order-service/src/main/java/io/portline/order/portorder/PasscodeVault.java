package io.portline.order.portorder;

import java.util.UUID;

/** Seals passcodes for our own database. */
public interface PasscodeVault {

    /** Encrypts it, bound to this order. */
    EncryptedPasscode seal(UUID orderId, Passcode passcode);

    /** Opens what was sealed for one order and seals it for another. */
    EncryptedPasscode rebind(UUID from, UUID to, EncryptedPasscode sealed);
}
