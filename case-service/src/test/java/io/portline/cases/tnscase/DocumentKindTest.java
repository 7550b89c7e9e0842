package io.portline.cases.tnscase;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class DocumentKindTest {

    @Test
    void tellsKindsByContentWhateverTheLength() throws IOException {
        assertThat(kind("%PDF-1.7\n" + "x".repeat(50_000) + "%%EOF\n")).contains(DocumentKind.PDF);
        assertThat(kind("%PDF-1.7\n" + "x".repeat(50_000))).isEmpty();
        assertThat(kind("%PDF-1.7\n%%EOF" + "x".repeat(50_000))).isEmpty();
        // A character of three bytes lies across every border of pieces.
        assertThat(kind("x" + "電".repeat(100_000))).contains(DocumentKind.CSV);
        assertThat(kind("PhoneNumber\n")).contains(DocumentKind.CSV);
        assertThat(kind("x".repeat(16 * 1024))).contains(DocumentKind.CSV);
        assertThat(kind("x".repeat(40_000) + "\u0001")).isEmpty();
        assertThat(kind("<html>")).isEmpty();
        assertThat(kind(" \n")).isEmpty();
    }

    @Test
    void brokenTextIsNone() throws IOException {
        byte[] broken = new byte[20_000];
        Arrays.fill(broken, (byte) 'a');
        broken[19_999] = (byte) 0xe9;

        assertThat(DocumentKind.detect(() -> new ByteArrayInputStream(broken))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "../../etc/passwd, passwd",
        "C:\\Temp\\letter.pdf, letter.pdf",
        ".., other",
        "'', other",
        "a\u202efdp.exe, afdp.exe"
    })
    void namesCannotEscapeOrDeceive(String given, String name) {
        assertThat(DocumentName.of(given, "other")).isEqualTo(name);
    }

    private static Optional<DocumentKind> kind(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return DocumentKind.detect(() -> new ByteArrayInputStream(bytes));
    }
}
