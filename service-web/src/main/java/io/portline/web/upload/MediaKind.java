package io.portline.web.upload;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The kinds of files that callers may send, told by their content: names and declared types prove nothing. */
public enum MediaKind {
    PDF("application/pdf"),
    PNG("image/png"),
    CSV("text/csv");

    private static final byte[] PDF_START = "%PDF-".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PDF_END = "%%EOF".getBytes(StandardCharsets.US_ASCII);
    // Writers may put some bytes after the end mark; readers look for it in the last 1024 (PDF 1.7, Annex H).
    private static final int PDF_TAIL = 1024;
    private static final byte[] PNG_START = {
        (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R'
    };

    private final String mediaType;

    MediaKind(String mediaType) {
        this.mediaType = mediaType;
    }

    public String mediaType() {
        return mediaType;
    }

    /** The kind of a whole file; empty if it is none of these, or broken off. */
    public static Optional<MediaKind> detect(byte[] bytes) {
        if (startsWith(bytes, PDF_START)) {
            return tailContains(bytes, PDF_END) ? Optional.of(PDF) : Optional.empty();
        }
        if (startsWith(bytes, PNG_START)) {
            return Optional.of(PNG);
        }
        return isTable(bytes) ? Optional.of(CSV) : Optional.empty();
    }

    // A CSV file has no mark of its own: it is UTF-8 text without control characters that is no other known text
    // format.
    private static boolean isTable(byte[] bytes) {
        CharBuffer text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException notText) {
            return false;
        }
        boolean begun = false;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (Character.isISOControl(c) && c != '\t' && c != '\r' && c != '\n') {
                return false;
            }
            if (!begun && !Character.isWhitespace(c) && c != '\ufeff') {
                begun = true;
                if (c == '<' || c == '{' || c == '[' || c == '%') {
                    return false;
                }
            }
        }
        return begun;
    }

    private static boolean startsWith(byte[] bytes, byte[] start) {
        return matchesAt(bytes, 0, start);
    }

    private static boolean tailContains(byte[] bytes, byte[] end) {
        for (int at = bytes.length - end.length; at >= Math.max(0, bytes.length - PDF_TAIL); at--) {
            if (matchesAt(bytes, at, end)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matchesAt(byte[] bytes, int offset, byte[] wanted) {
        if (bytes.length - offset < wanted.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (bytes[offset + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}
