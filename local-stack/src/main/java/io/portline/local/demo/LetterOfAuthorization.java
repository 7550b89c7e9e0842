package io.portline.local.demo;

import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;

/** A letter of authorization as a real PDF, so that the demo uploads what an admin would. */
public final class LetterOfAuthorization {
    private LetterOfAuthorization() {}

    /** One page that names the holder, the carrier and the day of signature. */
    public static byte[] signed(
            String organisation, String authorisedPerson, String losingCarrier, LocalDate signedOn) {
        try (PDDocument document = new PDDocument();
                ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            PDPage page = new PDPage(PDRectangle.A4);
            document.addPage(page);
            try (PDPageContentStream text = new PDPageContentStream(document, page)) {
                text.beginText();
                text.setFont(new PDType1Font(FontName.HELVETICA_BOLD), 18);
                text.setLeading(26);
                text.newLineAtOffset(72, 760);
                text.showText("Letter of Authorization");
                text.newLine();
                text.setFont(new PDType1Font(FontName.HELVETICA), 12);
                text.showText(organisation + " authorizes the transfer of its telephone numbers");
                text.newLine();
                text.showText("from " + losingCarrier + ".");
                text.newLine();
                text.showText("Signed by " + authorisedPerson + " on " + signedOn + ".");
                text.endText();
            }
            document.save(bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the letter of authorization", e);
        }
    }
}
