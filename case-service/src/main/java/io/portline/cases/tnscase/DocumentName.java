package io.portline.cases.tnscase;

import org.jspecify.annotations.Nullable;

import java.text.Normalizer;

/** Names of documents as they may be shown and written: the last part of a path, without what could deceive. */
public final class DocumentName {

    public static final int LONGEST = 200;

    private DocumentName() {}

    /**
     * @param given what somebody calls the document, maybe a whole path
     * @param otherwise its name if nothing is left
     */
    public static String of(@Nullable String given, String otherwise) {
        String name = Normalizer.normalize(given == null ? "" : given, Normalizer.Form.NFC);
        name = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        // Control and formatting characters (direction marks among them) could make a name look like another one.
        name = name.codePoints()
                .filter(c -> !Character.isISOControl(c)
                        && Character.getType(c) != Character.FORMAT
                        && Character.getType(c) != Character.SURROGATE)
                .limit(LONGEST)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
        return name.isEmpty() || name.equals(".") || name.equals("..") ? otherwise : name;
    }
}
