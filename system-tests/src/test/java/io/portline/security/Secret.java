package io.portline.security;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;

/** Something that must not be found, in each form in which it might be kept. What is searched is read as ISO 8859-1, a character a byte. */
record Secret(String name, Set<String> forms) {
    private static final int SHOWN = 4;

    /** As the text itself, and as bytes or text that hold it somewhere, in hexadecimal or base64. */
    static Secret of(String text) {
        return new Secret(mask(text), formsOf(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** A key that people see as text and programs as bytes. */
    static Secret of(String text, byte[] key) {
        Set<String> forms = new LinkedHashSet<>(formsOf(text.getBytes(StandardCharsets.UTF_8)));
        forms.addAll(formsOf(key));
        return new Secret(mask(text), forms);
    }

    boolean isIn(String text) {
        return forms.stream().anyMatch(text::contains);
    }

    boolean isIn(byte[] content) {
        return isIn(new String(content, StandardCharsets.ISO_8859_1));
    }

    private static String mask(String text) {
        return text.substring(0, SHOWN) + "…";
    }

    private static Set<String> formsOf(byte[] bytes) {
        Set<String> forms = new LinkedHashSet<>();
        forms.add(new String(bytes, StandardCharsets.ISO_8859_1));
        for (int before = 0; before < 3; before++) {
            forms.add(base64(bytes, before, Base64.getEncoder()));
            forms.add(base64(bytes, before, Base64.getUrlEncoder()));
        }
        // Databases show bytes in hexadecimal, those of base64 too.
        for (String form : Set.copyOf(forms)) {
            byte[] content = form.getBytes(StandardCharsets.ISO_8859_1);
            forms.add(HexFormat.of().formatHex(content));
            forms.add(HexFormat.of().withUpperCase().formatHex(content));
        }
        return forms;
    }

    /** What the bytes make of base64 wherever they stand: without the characters that they share with what is before and behind. */
    private static String base64(byte[] bytes, int before, Base64.Encoder encoder) {
        byte[] within = new byte[before + bytes.length];
        System.arraycopy(bytes, 0, within, before, bytes.length);
        String text = encoder.withoutPadding().encodeToString(within);
        return text.substring((before * 8 + 5) / 6, within.length * 8 / 6);
    }
}
