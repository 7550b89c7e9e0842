package io.portline.numbering;

import java.util.Locale;

/** The languages that people are addressed in. */
public enum Language {
    EN(Locale.ENGLISH),
    FR(Locale.FRENCH),
    JA(Locale.JAPANESE);

    private final Locale locale;

    Language(Locale locale) {
        this.locale = locale;
    }

    public Locale locale() {
        return locale;
    }

    /** The IETF language tag: {@code en}, {@code fr} or {@code ja}. */
    public String tag() {
        return locale.getLanguage();
    }

    /** The language of a locale, whatever its country; English for one that we do not speak. */
    public static Language of(Locale locale) {
        for (Language language : values()) {
            if (language.tag().equals(locale.getLanguage())) {
                return language;
            }
        }
        return EN;
    }
}
