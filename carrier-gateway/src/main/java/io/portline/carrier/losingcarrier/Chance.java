package io.portline.carrier.losingcarrier;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Chance that repeats: drawn from the order's id and the attempt alone, so that the same request gets the same answer on every machine, and a
 * corrected one can get another.
 *
 * @param orderId the port order
 * @param attempt the submission
 */
public record Chance(UUID orderId, int attempt) {

    /** A number from 0 (inclusive) to 1 (exclusive), evenly spread; each purpose draws for itself. */
    public double of(String purpose) {
        byte[] seed = (orderId + "/" + attempt + "/" + purpose).getBytes(StandardCharsets.UTF_8);
        long bits = ByteBuffer.wrap(sha256(seed)).getLong();
        return (bits >>> 11) * 0x1.0p-53;
    }

    private static byte[] sha256(byte[] seed) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(seed);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
