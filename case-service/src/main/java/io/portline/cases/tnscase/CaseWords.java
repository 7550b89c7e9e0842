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
