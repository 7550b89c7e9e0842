package io.portline.web.idempotency;

import io.portline.web.limit.BufferedBodyRequest;
import io.portline.web.tenant.Caller;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.WebUtils;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Objects;

/**
 * Which request a key was used for: an id, SHA-256 over who calls, the route and the key; and a fingerprint, HMAC-SHA256
 * under the key over path, query and content. The parts of a multipart request count and not its bytes, for clients
 * choose another boundary each time.
 */
final class RequestFingerprint {

    private final byte[] id;
    private final byte[] fingerprint;

    private RequestFingerprint(byte[] id, byte[] fingerprint) {
        this.id = id;
        this.fingerprint = fingerprint;
    }

    static RequestFingerprint of(HttpServletRequest request, String route, Caller caller, IdempotencyKey key)
            throws IOException, ServletException {
        MessageDigest id = sha256();
        for (String part : new String[] {
            Objects.requireNonNullElse(caller.scope().tenantIdOrNull(), ""), caller.subject(), route, key.value()
        }) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            id.update(length(bytes.length));
            id.update(bytes);
        }
        Mac mac = hmac(key);
        add(mac, request.getRequestURI());
        add(mac, request.getQueryString());
        BufferedBodyRequest buffered = WebUtils.getNativeRequest(request, BufferedBodyRequest.class);
        if (buffered != null) {
            mac.update(length(buffered.body().length));
            mac.update(buffered.body());
        } else if (request.getContentType() != null && request.getContentType().startsWith("multipart/")) {
            for (Part part : request.getParts()) {
                add(mac, part.getName());
                add(mac, part.getSubmittedFileName());
                add(mac, part.getContentType());
                mac.update(length(part.getSize()));
                addAll(mac, part);
            }
        }
        return new RequestFingerprint(id.digest(), mac.doFinal());
    }

    byte[] id() {
        return id;
    }

    byte[] fingerprint() {
        return fingerprint;
    }

    /** The key of the advisory lock that is held while the request runs. */
    long lock() {
        return ByteBuffer.wrap(id).getLong();
    }

    boolean matches(byte[] stored) {
        return MessageDigest.isEqual(fingerprint, stored);
    }

    private static void addAll(Mac mac, Part part) throws IOException {
        byte[] buffer = new byte[8192];
        try (InputStream content = part.getInputStream()) {
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                mac.update(buffer, 0, read);
            }
        }
    }

    // With its length, so that no two lists of texts look alike.
    private static void add(Mac mac, @Nullable String text) {
        byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        mac.update(length(text == null ? -1 : bytes.length));
        mac.update(bytes);
    }

    private static byte[] length(long length) {
        return ByteBuffer.allocate(Long.BYTES).putLong(length).array();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Mac hmac(IdempotencyKey key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.value().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
