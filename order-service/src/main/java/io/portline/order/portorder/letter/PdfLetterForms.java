package io.portline.order.portorder.letter;

import io.portline.numbering.Country;
import io.portline.numbering.Language;
import io.portline.order.portorder.LetterForms;
import io.portline.order.portorder.LetterOfAuthorization;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;

/**
 * Letters of authorization with PDFBox: one page, and as many more as the numbers need. Letter size in North America, A4 elsewhere. What is not
 * known is a line to write on.
 */
public final class PdfLetterForms implements LetterForms {

    private static final String TEXTS = "messages/order-service/letter";
    private static final Set<String> ON_LETTER_PAPER = Set.of("US", "CA");

    @Override
    public byte[] pdf(LetterOfAuthorization letter, Language language) {
        ResourceBundle texts = ResourceBundle.getBundle(
                TEXTS,
                language.locale(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PDDocument document = new PDDocument();
                LetterFonts fonts = new LetterFonts(document)) {
            document.getDocumentInformation().setTitle(texts.getString("title"));
            document.getDocumentCatalog().setLanguage(language.tag());
            PDRectangle paper = letter.country() == null || !ON_LETTER_PAPER.contains(letter.country())
                    ? PDRectangle.A4
                    : PDRectangle.LETTER;
            try (LetterPages pages = new LetterPages(document, fonts, paper, texts.getString("page"))) {
                write(letter, texts, language.locale(), pages);
            }
            document.save(bytes);
        } catch (IOException e) {
            // Only memory is written to.
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(LetterOfAuthorization letter, ResourceBundle texts, Locale locale, LetterPages pages)
            throws IOException {
        pages.title(texts.getString("title"));
        pages.paragraph(texts.getString("intro"));

        pages.heading(texts.getString("holder"));
        pages.field(texts.getString("organisation"), letter.organisation());
        if (letter.kana() != null || "JP".equals(letter.country())) {
            pages.field(texts.getString("kana"), letter.kana());
        }
        pages.field(texts.getString("authorisedPerson"), letter.authorisedPerson());
        pages.field(texts.getString("serviceAddress"), joined(letter.address()));
        pages.field(texts.getString("country"), country(letter.country(), locale));

        pages.heading(texts.getString("account"));
        pages.field(texts.getString("losingCarrier"), letter.losingCarrier());
        pages.field(texts.getString("accountNumber"), letter.accountNumber());
        pages.field(texts.getString("billingNumber"), letter.billingTelephoneNumber());
        pages.field(
                texts.getString("portType"),
                letter.portType() == null
                        ? null
                        : texts.getString("portType." + letter.portType().name()));
        pages.field(
                texts.getString("requestedPortDate"),
                letter.requestedPortDate() == null
                        ? null
                        : letter.requestedPortDate().replace('T', ' '));

        pages.heading(new MessageFormat(texts.getString("numbers"), locale)
                .format(new Object[] {letter.numbers().size()}));
        pages.columns(letter.numbers());

        pages.heading(texts.getString("authorisation"));
        pages.paragraph(texts.getString("authorisation.text"));
        pages.signature(List.of(
                texts.getString("signature"),
                texts.getString("signature.name"),
                texts.getString("signature.title"),
                texts.getString("signature.date")));
    }

    private static @Nullable String joined(List<String> lines) {
        return lines.isEmpty() ? null : String.join(", ", lines);
    }

    private static @Nullable String country(@Nullable String code, Locale locale) {
        return code == null
                ? null
                : Country.of(code).map(country -> country.displayName(locale)).orElse(code);
    }
}
