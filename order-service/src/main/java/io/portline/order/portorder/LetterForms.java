package io.portline.order.portorder;

import io.portline.numbering.Language;

/** Writes letters of authorization to print and sign. */
@FunctionalInterface
public interface LetterForms {
    /** The letter as a PDF. */
    byte[] pdf(LetterOfAuthorization letter, Language language);
}
