package io.portline.order.portorder.letter;

import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;

/** Sets text from top to bottom, page after page. Lengths are points. */
final class LetterPages implements AutoCloseable {

    private static final float MARGIN = 56;
    private static final float TEXT = 10;
    private static final float HEADING = 11.5f;
    private static final float TITLE = 18;
    private static final float LINE = 1.45f;
    private static final float LABELS = 170;
    private static final float COLUMN = 118;

    /** No Japanese line begins with these. */
    private static final String NEVER_FIRST = "、。，．・：；？！）」』】〕ーぁぃぅぇぉっゃゅょァィゥェォッャュョ";

    private final PDDocument document;
    private final LetterFonts fonts;
    private final PDRectangle paper;
    private final MessageFormat pageLabel;
    private int page;
    private PDPageContentStream content;
    private float y;

    LetterPages(PDDocument document, LetterFonts fonts, PDRectangle paper, String pageLabel) throws IOException {
        this.document = document;
        this.fonts = fonts;
        this.paper = paper;
        this.pageLabel = new MessageFormat(pageLabel);
        this.content = newPage();
    }

    private PDPageContentStream newPage() throws IOException {
        PDPage next = new PDPage(paper);
        document.addPage(next);
        page++;
        y = paper.getHeight() - MARGIN;
        PDPageContentStream stream = new PDPageContentStream(document, next);
        show(stream, pageLabel.format(new Object[] {page}), MARGIN, MARGIN / 2, TEXT - 2);
        return stream;
    }

    private float right() {
        return paper.getWidth() - MARGIN;
    }

    /** Goes on on a new page unless there is so much room. */
    private void need(float height) throws IOException {
        if (y - height < MARGIN) {
            content.close();
            content = newPage();
        }
    }

    void title(String text) throws IOException {
        lines(text, TITLE, MARGIN, right() - MARGIN);
        y -= TITLE / 2;
    }

    void heading(String text) throws IOException {
        // Never alone at the end of a page.
        need(HEADING * 4);
        y -= HEADING * 0.7f;
        lines(text, HEADING, MARGIN, right() - MARGIN);
        rule(MARGIN, right(), y + HEADING * 0.9f);
        y -= HEADING * 0.3f;
    }

    void paragraph(String text) throws IOException {
        lines(text, TEXT, MARGIN, right() - MARGIN);
        y -= TEXT / 2;
    }

    /** A label and what it says, or a line to write on. */
    void field(String label, @Nullable String value) throws IOException {
        need(TEXT * LINE * 2);
        float top = y;
        if (value == null || value.isBlank()) {
            y -= TEXT * LINE;
            rule(MARGIN + LABELS, right(), y - 2);
        } else {
            lines(value, TEXT, MARGIN + LABELS, right() - MARGIN - LABELS);
        }
        float below = y;
        if (below < top) {
            show(content, label, MARGIN, top - TEXT * LINE, TEXT);
        } else {
            // The value went over to a new page.
            show(content, label, MARGIN, paper.getHeight() - MARGIN - TEXT * LINE, TEXT);
        }
        y = below - 2;
    }

    /** Short texts side by side; without any, lines to write on. */
    void columns(List<String> texts) throws IOException {
        int across = Math.max(1, (int) ((right() - MARGIN) / COLUMN));
        if (texts.isEmpty()) {
            for (int line = 0; line < 4; line++) {
                need(TEXT * LINE * 1.4f);
                y -= TEXT * LINE * 1.4f;
                rule(MARGIN, right(), y);
            }
            return;
        }
        for (int from = 0; from < texts.size(); from += across) {
            need(TEXT * LINE);
            y -= TEXT * LINE;
            for (int i = from; i < Math.min(from + across, texts.size()); i++) {
                show(content, shortened(texts.get(i)), MARGIN + (i - from) * COLUMN, y, TEXT);
            }
        }
        y -= TEXT / 2;
    }

    private String shortened(String text) throws IOException {
        String fits = printable(text);
        while (!fits.isEmpty() && fonts.width(fits, TEXT) > COLUMN - 6) {
            fits = fits.substring(0, fits.offsetByCodePoints(fits.length(), -1));
        }
        return fits;
    }

    /** Lines to sign on, all on one page. */
    void signature(List<String> labels) throws IOException {
        float each = TEXT * 3.2f;
        need(each * labels.size());
        for (String label : labels) {
            y -= each;
            show(content, label, MARGIN, y, TEXT);
            rule(MARGIN + LABELS, right(), y - 2);
        }
    }

    private void lines(String text, float size, float x, float width) throws IOException {
        for (String line : wrapped(printable(text), size, width)) {
            need(size * LINE);
            y -= size * LINE;
            show(content, line, x, y, size);
        }
    }

    /** Control characters cannot be set. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }

    private List<String> wrapped(String text, float size, float width) throws IOException {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String piece : pieces(text)) {
            if (!line.isEmpty() && fonts.width(line + piece.stripTrailing(), size) > width) {
                lines.add(line.toString().stripTrailing());
                line.setLength(0);
            }
            String rest = piece;
            while (fonts.width(rest.stripTrailing(), size) > width) {
                int end = rest.length();
                while (end > 1 && fonts.width(rest.substring(0, end), size) > width) {
                    end = rest.offsetByCodePoints(end, -1);
                }
                lines.add(rest.substring(0, end));
                rest = rest.substring(end);
            }
            line.append(rest);
        }
        if (!line.isEmpty()) {
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    /** Where a line may break: after a blank, and before a Japanese sign that may begin one. */
    private static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        for (int codePoint : text.codePoints().toArray()) {
            boolean japanese = Character.isIdeographic(codePoint)
                    || Character.UnicodeScript.of(codePoint) == Character.UnicodeScript.HIRAGANA
                    || Character.UnicodeScript.of(codePoint) == Character.UnicodeScript.KATAKANA;
            boolean breaksBefore = japanese && NEVER_FIRST.indexOf(codePoint) < 0;
            boolean breaksAfterBlank = !piece.isEmpty() && piece.charAt(piece.length() - 1) == ' ' && codePoint != ' ';
            if (!piece.isEmpty() && (breaksBefore || breaksAfterBlank)) {
                pieces.add(piece.toString());
                piece.setLength(0);
            }
            piece.appendCodePoint(codePoint);
        }
        if (!piece.isEmpty()) {
            pieces.add(piece.toString());
        }
        return pieces;
    }

    private void show(PDPageContentStream stream, String text, float x, float baseline, float size) throws IOException {
        stream.beginText();
        stream.newLineAtOffset(x, baseline);
        for (LetterFonts.Run run : fonts.runs(text)) {
            stream.setFont(run.font(), size);
            stream.showText(run.text());
        }
        stream.endText();
    }

    private void rule(float from, float to, float at) throws IOException {
        content.setLineWidth(0.5f);
        content.moveTo(from, at);
        content.lineTo(to, at);
        content.stroke();
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}
