package io.portline.notification.webhook.secrets;

import org.jspecify.annotations.Nullable;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** The named keys that secrets are encrypted with; none at all where webhooks are not set up. */
public final class WrappingKeys {
    private static final int KEY_BYTES = 32;

    private final Map<String, SecretKey> keys;

    private WrappingKeys(Map<String, SecretKey> keys) {
        this.keys = keys;
    }

    /**
     * Reads {@code name:base64[,name2:base64]}: 32 bytes each, the first is the current one.
     *
     * @param setting null or blank is no key
     * @throws IllegalArgumentException if it is anything else; the message holds no key
     */
    public static WrappingKeys parse(@Nullable String setting) {
        Map<String, SecretKey> keys = new LinkedHashMap<>();
        if (setting == null || setting.isBlank()) {
            return new WrappingKeys(keys);
        }
        for (String entry : setting.split(",", -1)) {
            String[] parts = entry.strip().split(":", 2);
            if (parts.length != 2 || parts[0].isBlank()) {
                throw new IllegalArgumentException("A wrapping key is given as name:base64");
            }
            byte[] key;
            try {
                key = Base64.getDecoder().decode(parts[1].strip());
            } catch (IllegalArgumentException notBase64) {
                throw new IllegalArgumentException("The wrapping key " + parts[0] + " is not base64", notBase64);
            }
            if (key.length != KEY_BYTES) {
                throw new IllegalArgumentException("The wrapping key " + parts[0] + " must have 32 bytes");
            }
            if (keys.put(parts[0], new SecretKeySpec(key, "AES")) != null) {
                throw new IllegalArgumentException("The wrapping key " + parts[0] + " is given twice");
            }
        }
        return new WrappingKeys(keys);
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    String current() {
        return keys.keySet().iterator().next();
    }

    SecretKey key(String name) {
        SecretKey key = keys.get(name);
        if (key == null) {
            throw new IllegalStateException("The wrapping key " + name + " is not configured any more");
        }
        return key;
    }

    /** Names only. */
    @Override
    public String toString() {
        return keys.keySet().toString();
    }
}
