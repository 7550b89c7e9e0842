package io.portline.messaging.headers;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Record headers as text in a database column: {@code name: value}, a line each. */
public final class HeaderBlock {

    private HeaderBlock() {}

    /** @throws IllegalArgumentException if a name or value would not survive the round trip */
    public static String format(Map<String, String> headers) {
        return headers.entrySet().stream()
                .map(header -> line(header.getKey(), header.getValue()))
                .collect(Collectors.joining());
    }

    /** The headers of a received record; values that are not one line of text are left out. */
    public static String format(Headers headers) {
        Map<String, String> readable = new LinkedHashMap<>();
        for (Header header : headers) {
            if (header.value() != null) {
                String value = new String(header.value(), StandardCharsets.UTF_8);
                if (isOneLine(header.key()) && isOneLine(value) && !header.key().contains(":")) {
                    readable.put(header.key(), value);
                }
            }
        }
        return format(readable);
    }

    public static Map<String, String> parse(String block) {
        Map<String, String> headers = new LinkedHashMap<>();
        block.lines().forEach(line -> {
            int colon = line.indexOf(": ");
            if (colon > 0) {
                headers.put(line.substring(0, colon), line.substring(colon + 2));
            }
        });
        return headers;
    }

    private static String line(String name, String value) {
        if (!isOneLine(name) || !isOneLine(value) || name.contains(":")) {
            throw new IllegalArgumentException("not a header of one line: " + name);
        }
        return name + ": " + value + "\n";
    }

    private static boolean isOneLine(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c == 0x7f || c == 0x85 || c == 0x2028 || c == 0x2029) {
                return false;
            }
        }
        return true;
    }
}
