package io.portline.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.Supplier;

/** The secrets of this one installation: made at random once, one file each that only its owner can read. */
final class Secrets {
    private static final String READABLE = "abcdefghjkmnpqrstuvwxyz23456789";

    private final Path folder;
    private final SecureRandom random = new SecureRandom();

    Secrets(Path folder) {
        this.folder = folder;
    }

    /** A random text of 192 bits, safe in URLs, SQL and shells. */
    String random(String name) {
        return get(name, () -> Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(24)));
    }

    /** A random AES key of 256 bits, base64. */
    String key(String name) {
        return get(name, () -> Base64.getEncoder().encodeToString(bytes(32)));
    }

    /** The one password of the demo users: to be typed by people. */
    String demoPassword() {
        return get("demo-password", () -> {
            StringBuilder password = new StringBuilder();
            for (int i = 0; i < 12; i++) {
                if (i % 4 == 0 && i > 0) {
                    password.append('-');
                }
                password.append(READABLE.charAt(random.nextInt(READABLE.length())));
            }
            return password.toString();
        });
    }

    /** The gateway's X25519 key, base64: half {@code public} as X.509, half {@code private} as PKCS#8. */
    String gatewayKey(String half) {
        Path publicKey = folder.resolve("gateway-public-key");
        if (!Files.exists(publicKey) || !Files.exists(folder.resolve("gateway-private-key"))) {
            try {
                KeyPair pair = KeyPairGenerator.getInstance("X25519").generateKeyPair();
                Base64.Encoder encoder = Base64.getEncoder();
                write(
                        "gateway-private-key",
                        encoder.encodeToString(pair.getPrivate().getEncoded()));
                write(
                        "gateway-public-key",
                        encoder.encodeToString(pair.getPublic().getEncoded()));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("Every JDK 25 has X25519", e);
            }
        }
        return read(folder.resolve("gateway-" + half + "-key"));
    }

    private synchronized String get(String name, Supplier<String> fresh) {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            write(name, fresh.get());
        }
        return read(file);
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new LocalStackException("Cannot read the secret %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private void write(String name, String value) {
        try {
            Path partial = folder.resolve(name + ".partial");
            Files.deleteIfExists(partial);
            Files.createFile(
                    partial, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(partial, value + "\n");
            Files.move(partial, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new LocalStackException("Cannot write the secret %s: %s".formatted(name, e.getMessage()), e);
        }
    }
}
