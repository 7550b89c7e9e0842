package io.portline.identity;

import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * For client secrets, which are random and long: a plain hash is enough there, and a slow one would be paid at every token request. People's
 * passwords get a slow one.
 */
final class RandomSecretEncoder implements PasswordEncoder {
    @Override
    public @Nullable String encode(@Nullable CharSequence raw) {
        return raw == null ? null : hash(raw);
    }

    @Override
    public boolean matches(@Nullable CharSequence raw, @Nullable String encoded) {
        return raw != null
                && encoded != null
                && MessageDigest.isEqual(
                        hash(raw).getBytes(StandardCharsets.UTF_8), encoded.getBytes(StandardCharsets.UTF_8));
    }

    private static String hash(CharSequence raw) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(raw.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
