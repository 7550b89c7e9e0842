package io.portline.web.secrets;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The named AES-256 keys that secrets at rest are encrypted with. Rotating is adding a new first one: what an older one has encrypted stays readable
 * while that one is configured.
 */
public final class WrappingKeys {
    private static final int KEY_BYTES = 32;

    private final Map<String, SecretKey> keys;

    private WrappingKeys(Map<String, SecretKey> keys) {
        this.keys = keys;
    }

    /** No key at all, where what needs one is not set up. */
    public static WrappingKeys none() {
        return new WrappingKeys(Map.of());
    }

    /**
     * Reads {@code name:base64[,name2:base64]}: 32 bytes each, the first is the current one.
     *
     * @throws IllegalArgumentException if it is anything else; the message holds no key
     */
    public static WrappingKeys parse(String setting) {
        Map<String, SecretKey> keys = new LinkedHashMap<>();
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

    public boolean isEmpty() {
        return keys.isEmpty();
    }

    /** The name of the key to encrypt with now; there must be one. */
    public String current() {
        return keys.keySet().iterator().next();
    }

    /** @throws IllegalStateException if there is no such key any more */
    public SecretKey key(String name) {
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
