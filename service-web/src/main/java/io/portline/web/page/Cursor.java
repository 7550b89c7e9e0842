package io.portline.web.page;

import com.fasterxml.jackson.annotation.JsonValue;
import io.portline.web.problem.FieldProblem;
import io.portline.web.problem.ProblemException;
import io.portline.web.problem.ProblemType;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * Where a page ends: the sort keys of its last row, opaque to clients. It needs no signature, for it only says where to
 * go on in what the caller may see anyway.
 *
 * @param keys the sort keys as text, in the order of the sorting
 */
public record Cursor(List<String> keys) {

    private static final int MAX_TEXT = 1024;
    // ASCII unit separator; sort keys are ids, instants and names, and a key that contains it is escaped.
    private static final char SEPARATOR = '\u001f';
    private static final char ESCAPE = '\u001b';

    public Cursor {
        keys = List.copyOf(keys);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("A cursor has at least one key");
        }
    }

    public static Cursor of(Object... keys) {
        List<String> texts = new ArrayList<>(keys.length);
        for (Object key : keys) {
            texts.add(key.toString());
        }
        return new Cursor(texts);
    }

    /** Reads what {@link #text()} wrote; a 400 problem for anything else. */
    public static Cursor parse(String text) {
        if (text.isEmpty() || text.length() > MAX_TEXT) {
            throw broken();
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            String plain = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return new Cursor(split(plain));
        } catch (IllegalArgumentException | CharacterCodingException broken) {
            throw broken().causedBy(broken);
        }
    }

    /** The opaque text that clients send back. */
    @JsonValue
    public String text() {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < keys.size(); i++) {
            if (i > 0) {
                plain.append(SEPARATOR);
            }
            String key = keys.get(i);
            for (int at = 0; at < key.length(); at++) {
                char c = key.charAt(at);
                if (c == SEPARATOR || c == ESCAPE) {
                    plain.append(ESCAPE);
                }
                plain.append(c);
            }
        }
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(plain.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The key at that place; a 400 problem if a client has tampered with the cursor. */
    public String key(int index) {
        if (index >= keys.size()) {
            throw broken();
        }
        return keys.get(index);
    }

    public Instant instant(int index) {
        return read(index, Instant::parse);
    }

    public long number(int index) {
        return read(index, Long::parseLong);
    }

    public UUID uuid(int index) {
        return read(index, UUID::fromString);
    }

    private <T> T read(int index, Function<String, T> reading) {
        try {
            return reading.apply(key(index));
        } catch (DateTimeException | IllegalArgumentException broken) {
            throw broken().causedBy(broken);
        }
    }

    private static List<String> split(String plain) {
        List<String> keys = new ArrayList<>();
        StringBuilder key = new StringBuilder();
        for (int at = 0; at < plain.length(); at++) {
            char c = plain.charAt(at);
            if (c == ESCAPE && at + 1 < plain.length()) {
                at++;
                key.append(plain.charAt(at));
            } else if (c == SEPARATOR) {
                keys.add(key.toString());
                key.setLength(0);
            } else {
                key.append(c);
            }
        }
        keys.add(key.toString());
        return keys;
    }

    private static ProblemException broken() {
        return ProblemException.of(ProblemType.INVALID_PARAMETER).error(FieldProblem.parameter("cursor", "CURSOR"));
    }
}
