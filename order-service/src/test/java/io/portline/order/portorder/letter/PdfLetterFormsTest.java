package io.portline.order.portorder.letter;

import io.portline.numbering.Language;
import io.portline.order.portorder.LetterOfAuthorization;
import io.portline.order.portorder.Orders;
import io.portline.order.portorder.PortType;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** What comes out is read back with PDFBox. */
class PdfLetterFormsTest {

    private final PdfLetterForms letters = new PdfLetterForms();

    private static LetterOfAuthorization japanese(List<String> numbers) {
        return new LetterOfAuthorization(
                "さくら通信",
                "株式会社コントソ",
                "カブシキガイシャコントソ",
                "髙橋 花子",
                List.of("丸の内1丁目1番1号", "千代田区 東京都 100-0005"),
                "JP",
                "A-123",
                "+81312345678",
                PortType.FULL,
                numbers,
                "2026-12-01T10:00");
    }

    private static String text(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }

    private static String withoutBreaks(String text) {
        return text.replaceAll("\\s+", "");
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void writesEverySignOfEveryLanguageWithEmbeddedFonts(Language language) throws IOException {
        byte[] pdf = letters.pdf(japanese(List.of("+81312345678", "+81312345679")), language);
        String text = withoutBreaks(text(pdf));
        assertThat(text)
                .contains("株式会社コントソ", "カブシキガイシャコントソ", "さくら通信", "丸の内1丁目1番1号", "+81312345679", "2026-12-0110:00")
                .doesNotContain("〓");
        assertThat(text)
                .contains(
                        switch (language) {
                            case EN -> "LetterofAuthorization";
                            case FR -> "Lettred’autorisationdeportage";
                            case JA -> "番号移行委任状";
                        });
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo(language.tag());
            for (PDPage page : document.getPages()) {
                for (COSName name : page.getResources().getFontNames()) {
                    PDFont font = page.getResources().getFont(name);
                    assertThat(font.isEmbedded()).isTrue();
                    // A subset's name begins with six letters and a plus.
                    assertThat(font.getName()).matches("[A-Z]{6}\\+.*");
                }
            }
        }
        // The whole Japanese font would be 1.9 MB.
        assertThat(pdf).hasSizeLessThan(200_000);
    }

    @Test
    void says999NumbersOverSeveralPages() throws IOException {
        List<String> numbers =
                IntStream.range(0, 999).mapToObj("+8131234%04d"::formatted).toList();
        byte[] pdf = letters.pdf(japanese(numbers), Language.JA);
        assertThat(text(pdf).split("\\s+")).containsAll(numbers);
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(document.getNumberOfPages()).isBetween(4, 8);
        }
    }

    @Test
    void leavesLinesToWriteOnWhereNothingIsKnown() throws IOException {
        LetterOfAuthorization blank =
                new LetterOfAuthorization(null, null, null, null, List.of(), null, null, null, null, List.of(), null);
        byte[] pdf = letters.pdf(blank, Language.FR);
        assertThat(text(pdf)).contains("Personne habilitée", "Signature", "Numéro de compte");
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(document.getPage(0).getMediaBox().getHeight()).isEqualTo(PDRectangle.A4.getHeight());
        }
    }

    @Test
    void survivesWhateverIsWritten() throws IOException {
        LetterOfAuthorization odd = new LetterOfAuthorization(
                "𠮷野家 😀 \u0007 Ωμέγα العربية",
                "x".repeat(400),
                null,
                "a b ".repeat(100),
                List.of("\t\n"),
                "US",
                "=1+1",
                "nonsense",
                null,
                List.of("not a number but rather long text", "\u0000"),
                "soon");
        byte[] pdf = letters.pdf(odd, Language.EN);
        assertThat(text(pdf)).contains("〓", "xxxxx", "=1+1");
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(document.getPage(0).getMediaBox().getHeight()).isEqualTo(PDRectangle.LETTER.getHeight());
        }
    }

    @Test
    void isFilledInFromAnOrderWithoutItsPasscode() throws IOException {
        String text = text(letters.pdf(LetterOfAuthorization.of(Orders.details()), Language.EN));
        assertThat(text).contains("Contoso Ltd", "Cascadia Telephone", "ACC-1", Orders.SECOND, "New York NY 10001");
    }
}
