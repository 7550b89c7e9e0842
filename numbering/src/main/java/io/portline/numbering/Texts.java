package io.portline.numbering;

import java.util.LinkedHashMap;
import java.util.Map;

/** The same words in every language that we speak. */
record Texts(String en, String fr, String ja) {

    String in(Language language) {
        return switch (language) {
            case EN -> en;
            case FR -> fr;
            case JA -> ja;
        };
    }

    /** By language tag, English first. */
    Map<String, String> byTag() {
        Map<String, String> byTag = new LinkedHashMap<>();
        for (Language language : Language.values()) {
            byTag.put(language.tag(), in(language));
        }
        return byTag;
    }
}
