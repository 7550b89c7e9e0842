package io.portline.order.portout.secrets;

import io.portline.order.portorder.EncryptedPasscode;
import io.portline.order.portorder.Passcode;
import io.portline.order.portorder.secrets.PasscodeCipher;
import io.portline.order.portout.Pin;
import io.portline.order.portout.PinKeeper;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * PINs as Argon2id, salted, 19 MiB and two passes (OWASP's first choice), and the result encrypted with the keys that passcodes are: six digits
 * are only a million, so that whoever has the database alone must not be able to try them all, slow hash or not.
 */
public final class Argon2Pins implements PinKeeper {

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;

    /** Of 128 MiB of heap; the others wait their turn. */
    private static final int AT_ONCE = 2;

    /** Real time; a connection to the database may be waiting with the request. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int PARTS = 5;

    private final Argon2PasswordEncoder argon2 =
            new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, MEMORY_KIB, PASSES);
    private final Semaphore turns = new Semaphore(AT_ONCE, true);
    private final PasscodeCipher cipher;

    public Argon2Pins(PasscodeCipher cipher) {
        this.cipher = cipher;
    }

    @Override
    public String protect(String tenantId, Pin pin) {
        return text(cipher.seal(boundTo(tenantId), new Passcode(inTurn(() -> encode(pin)))));
    }

    private String encode(Pin pin) {
        String encoded = argon2.encode(pin.digits());
        if (encoded == null) {
            throw new IllegalStateException("Argon2 without a result");
        }
        return encoded;
    }

    @Override
    public boolean matches(String tenantId, Pin offered, String stored) {
        String encoded = cipher.open(boundTo(tenantId), parse(stored)).clear();
        return inTurn(() -> argon2.matches(offered.digits(), encoded));
    }

    private <T> T inTurn(Supplier<T> work) {
        boolean mine;
        try {
            mine = turns.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            mine = false;
        }
        if (!mine) {
            throw new BusyException();
        }
        try {
            return work.get();
        } finally {
            turns.release();
        }
    }

    /** Names this field of this tenant, so that the row of one is worthless in the row of another. */
    private static UUID boundTo(String tenantId) {
        return UUID.nameUUIDFromBytes(("port-out-pin/" + tenantId).getBytes(StandardCharsets.UTF_8));
    }

    private static String text(EncryptedPasscode sealed) {
        Base64.Encoder base64 = Base64.getEncoder();
        return String.join(
                " ",
                base64.encodeToString(sealed.wrappedDataKey()),
                base64.encodeToString(sealed.wrappingNonce()),
                base64.encodeToString(sealed.nonce()),
                base64.encodeToString(sealed.ciphertext()),
                // Last, for its name may hold anything.
                sealed.wrappingKey());
    }

    private static EncryptedPasscode parse(String stored) {
        List<String> parts = List.of(stored.split(" ", PARTS));
        if (parts.size() != PARTS) {
            throw new IllegalStateException("Not a protected PIN");
        }
        List<byte[]> bytes = new ArrayList<>();
        parts.subList(0, PARTS - 1)
                .forEach(part -> bytes.add(Base64.getDecoder().decode(part)));
        return new EncryptedPasscode(parts.getLast(), bytes.get(0), bytes.get(1), bytes.get(2), bytes.get(3));
    }
}
