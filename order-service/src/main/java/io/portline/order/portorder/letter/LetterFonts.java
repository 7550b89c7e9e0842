package io.portline.order.portorder.letter;

import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The fonts of one letter: a Latin one, and a Japanese one that is read only when the first sign needs it. Both are embedded, with no more than
 * the signs that are used.
 */
final class LetterFonts implements AutoCloseable {

    private static final String LATIN = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
    private static final String JAPANESE = "/fonts/order-service/motoya-l-cedar.ttf";

    /** The geta mark, which Japanese print sets for a sign that it does not have. */
    private static final String MISSING = "〓";

    private final PDDocument document;
    private final Face latin;
    private @Nullable Face japanese;

    LetterFonts(PDDocument document) throws IOException {
        this.document = document;
        this.latin = face(LATIN);
    }

    /** A piece of text that one font can write. */
    record Run(PDFont font, String text) {
        float width(float size) throws IOException {
            return font.getStringWidth(text) / 1000 * size;
        }
    }

    private record Face(TrueTypeFont file, CmapLookup signs, PDFont font) {
        boolean has(int codePoint) {
            return signs.getGlyphId(codePoint) != 0;
        }
    }

    private Face face(String resource) throws IOException {
        try (InputStream in = LetterFonts.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("No font " + resource);
            }
            TrueTypeFont file = new TTFParser().parse(new RandomAccessReadBuffer(in.readAllBytes()));
            return new Face(file, file.getUnicodeCmapLookup(), PDType0Font.load(document, file, true));
        }
    }

    private Face japanese() throws IOException {
        Face face = japanese;
        if (face == null) {
            face = face(JAPANESE);
            japanese = face;
        }
        return face;
    }

    /** The text in pieces, each in the first font that has its signs. */
    List<Run> runs(String text) throws IOException {
        List<Run> runs = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        PDFont of = latin.font();
        for (int codePoint : text.codePoints().toArray()) {
            String sign = Character.toString(codePoint);
            PDFont font;
            if (latin.has(codePoint)) {
                font = latin.font();
            } else {
                font = japanese().font();
                if (!japanese().has(codePoint)) {
                    sign = MISSING;
                }
            }
            if (!font.equals(of) && !piece.isEmpty()) {
                runs.add(new Run(of, piece.toString()));
                piece.setLength(0);
            }
            of = font;
            piece.append(sign);
        }
        if (!piece.isEmpty()) {
            runs.add(new Run(of, piece.toString()));
        }
        return runs;
    }

    float width(String text, float size) throws IOException {
        float width = 0;
        for (Run run : runs(text)) {
            width += run.width(size);
        }
        return width;
    }

    @Override
    public void close() throws IOException {
        latin.file().close();
        if (japanese != null) {
            japanese.file().close();
        }
    }
}
