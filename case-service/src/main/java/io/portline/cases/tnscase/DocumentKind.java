package io.portline.cases.tnscase;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of documents that a case takes, told by their content: names and declared types prove nothing. */
public enum DocumentKind {
    PDF(CaseDocument.PDF),
    PNG("image/png"),
    CSV(CaseDocument.CSV);

    private static final int PIECE = 16 * 1024;
    private static final byte[] PDF_START = "%PDF-".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PDF_END = "%%EOF".getBytes(StandardCharsets.US_ASCII);
    // Writers may put some bytes after the end mark; readers look for it in the last 1024 (PDF 1.7, Annex H).
    private static final int PDF_TAIL = 1024;
    private static final byte[] PNG_START = {
        (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R'
    };

    private final String mediaType;

    DocumentKind(String mediaType) {
        this.mediaType = mediaType;
    }

    public String mediaType() {
        return mediaType;
    }

    /** What a document of this kind is called if it has no name of its own. */
    public String defaultName() {
        return "document." + name().toLowerCase(Locale.ROOT);
    }

    /** The kind of a whole document; empty if it is none of these, or broken off. Reads it once, piece by piece. */
    public static Optional<DocumentKind> detect(DocumentContent content) throws IOException {
        try (InputStream in = content.open()) {
            byte[] piece = in.readNBytes(PIECE);
            if (startsWith(piece, PDF_START)) {
                return endsAsPdf(piece, in) ? Optional.of(PDF) : Optional.empty();
            }
            if (startsWith(piece, PNG_START)) {
                return Optional.of(PNG);
            }
            return isTable(piece, in) ? Optional.of(CSV) : Optional.empty();
        }
    }

    private static boolean endsAsPdf(byte[] first, InputStream rest) throws IOException {
        byte[] tail = tail(first, first.length);
        byte[] buffer = new byte[PIECE];
        for (int read = rest.readNBytes(buffer, 0, PIECE); read > 0; read = rest.readNBytes(buffer, 0, PIECE)) {
            byte[] longer = Arrays.copyOf(tail, tail.length + read);
            System.arraycopy(buffer, 0, longer, tail.length, read);
            tail = tail(longer, longer.length);
        }
        for (int at = 0; at <= tail.length - PDF_END.length; at++) {
            if (Arrays.equals(tail, at, at + PDF_END.length, PDF_END, 0, PDF_END.length)) {
                return true;
            }
        }
        return false;
    }

    private static byte[] tail(byte[] bytes, int length) {
        return Arrays.copyOfRange(bytes, Math.max(0, length - PDF_TAIL), length);
    }

    // A CSV file has no mark of its own: it is UTF-8 text without control characters that is no other known text
    // format.
    private static boolean isTable(byte[] first, InputStream rest) throws IOException {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer bytes = ByteBuffer.allocate(PIECE + Long.BYTES);
        CharBuffer text = CharBuffer.allocate(PIECE + Long.BYTES);
        boolean begun = false;
        byte[] piece = first;
        while (true) {
            boolean last = piece.length < PIECE;
            bytes.put(piece).flip();
            CoderResult result = decoder.decode(bytes, text, last);
            if (result.isError() || (last && decoder.flush(text).isError())) {
                return false;
            }
            bytes.compact();
            text.flip();
            while (text.hasRemaining()) {
                char c = text.get();
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
            text.clear();
            if (last) {
                return begun;
            }
            piece = rest.readNBytes(PIECE);
        }
    }

    private static boolean startsWith(byte[] bytes, byte[] start) {
        return bytes.length >= start.length && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }
}
