package io.portline.cases.tnscase;

import org.jspecify.annotations.Nullable;

import java.text.Normalizer;
import java.util.List;
import java.util.Optional;

/** What people write in cases: how long it may be, and what is cleaned before it is kept. */
public final class CaseWords {

    /** Of a description or comment; what one event of a topic may carry. */
    public static final int LONGEST_TEXT = 4_000;

    public static final int LONGEST_TITLE = 120;

    private CaseWords() {}

    /** A text over several lines, or empty with its fault added. */
    public static Optional<String> text(@Nullable String given, String pointer, List<CaseFault> faults) {
        return clean(given, true, LONGEST_TEXT, pointer, true, faults);
    }

    /** A text that may be missing. */
    public static Optional<String> optionalText(@Nullable String given, String pointer, List<CaseFault> faults) {
        return clean(given, true, LONGEST_TEXT, pointer, false, faults);
    }

    /** A text of one line. */
    static Optional<String> line(@Nullable String given, int longest, String pointer, List<CaseFault> faults) {
        return clean(given, false, longest, pointer, true, faults);
    }

    /** A text as it may be kept, whatever its length: what cannot be shown is left out. */
    static String cleaned(String given) {
        return Normalizer.normalize(given, Normalizer.Form.NFC)
                .replace("\r\n", "\n")
                .replace('\r', '\n')
                .codePoints()
                .filter(c -> !Character.isISOControl(c) || c == '\n' || c == '\t')
                .filter(c -> Character.getType(c) != Character.SURROGATE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
    }

    static boolean fits(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST_TEXT;
    }

    /** As much of the text as fits with the ending behind it. */
    static String cut(String text, String ending) {
        int room = Math.max(0, LONGEST_TEXT - ending.codePointCount(0, ending.length()));
        int end = text.offsetByCodePoints(0, Math.min(room, text.codePointCount(0, text.length())));
        String whole = text.substring(0, end).stripTrailing() + ending;
        return fits(whole) ? whole : whole.substring(0, whole.offsetByCodePoints(0, LONGEST_TEXT));
    }

    private static Optional<String> clean(
            @Nullable String given,
            boolean lines,
            int longest,
            String pointer,
            boolean required,
            List<CaseFault> faults) {
        String text = given == null
                ? ""
                : Normalizer.normalize(given, Normalizer.Form.NFC)
                        .replace("\r\n", "\n")
                        .replace('\r', '\n')
                        .strip();
        if (text.isEmpty()) {
            if (required) {
                faults.add(CaseFault.of(pointer, CaseFault.REQUIRED));
            }
            return Optional.empty();
        }
        if (text.codePointCount(0, text.length()) > longest) {
            faults.add(CaseFault.of(pointer, CaseFault.TOO_LONG, longest));
            return Optional.empty();
        }
        if (text.chars().anyMatch(c -> Character.isISOControl(c) && !(lines && (c == '\n' || c == '\t')))) {
            faults.add(CaseFault.of(pointer, CaseFault.CONTROL_CHARACTERS));
            return Optional.empty();
        }
        return Optional.of(text);
    }
}
