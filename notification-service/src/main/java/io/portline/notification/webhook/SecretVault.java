package io.portline.notification.webhook;

import java.util.UUID;

/** Keeps secrets of endpoints from whoever reads the database. */
public interface SecretVault {

    /** Whether there is a key to seal with. */
    boolean ready();

    /** Binds the secret to the endpoint. */
    SealedSecret seal(UUID endpointId, byte[] secret);
}
