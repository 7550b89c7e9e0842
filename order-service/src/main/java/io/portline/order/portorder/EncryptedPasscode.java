package io.portline.order.portorder;

import java.util.Arrays;

/**
 * The passcode at the losing carrier as it lies in our database: AES-GCM under a data key of this order, which is itself wrapped by a named key.
 * Readable only by the {@link PasscodeVault} that holds that key, and only as the passcode of the order it was sealed for.
 *
 * @param wrappingKey name of the key that wraps the data key
 */
@SuppressWarnings("ArrayRecordComponent") // equals looks at the content
public record EncryptedPasscode(
        String wrappingKey, byte[] wrappedDataKey, byte[] wrappingNonce, byte[] nonce, byte[] ciphertext) {

    @Override
    public boolean equals(Object other) {
        return other instanceof EncryptedPasscode that
                && wrappingKey.equals(that.wrappingKey)
                && Arrays.equals(wrappedDataKey, that.wrappedDataKey)
                && Arrays.equals(wrappingNonce, that.wrappingNonce)
                && Arrays.equals(nonce, that.nonce)
                && Arrays.equals(ciphertext, that.ciphertext);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ciphertext);
    }

    /** Names the key only. */
    @Override
    public String toString() {
        return "EncryptedPasscode[" + wrappingKey + "]";
    }
}
