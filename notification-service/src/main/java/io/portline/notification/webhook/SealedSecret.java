package io.portline.notification.webhook;

/**
 * A secret that only its endpoint's key opens.
 *
 * @param keyName the wrapping key
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SealedSecret(String keyName, byte[] nonce, byte[] ciphertext) {

    /** The key's name only. */
    @Override
    public String toString() {
        return "SealedSecret[" + keyName + "]";
    }
}
