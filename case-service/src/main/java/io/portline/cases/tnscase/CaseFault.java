package io.portline.cases.tnscase;

import io.portline.numbering.NumberFault;

import java.util.List;
import java.util.Optional;

/**
 * One thing that is wrong with what was submitted.
 *
 * @param pointer JSON Pointer (RFC 6901) into the request
 * @param code stable, for programs
 * @param arguments what the sentence to the code speaks of
 * @param number for a fault of a phone number, which one
 * @param line for a row of a CSV file, its line; 0 otherwise
 * @param text what stands there, shortened; empty otherwise
 */
public record CaseFault(
        String pointer, String code, List<Object> arguments, Optional<NumberFault> number, long line, String text) {

    public static final String REQUIRED = "REQUIRED";
    public static final String TOO_LONG = "TOO_LONG";
    public static final String TOO_MANY = "TOO_MANY";
    public static final String UNKNOWN_FIELD = "UNKNOWN_FIELD";
    public static final String NOT_A_CHOICE = "NOT_A_CHOICE";
    public static final String NOT_FOR_COUNTRY = "NOT_FOR_COUNTRY";
    public static final String COUNTRY_NOT_SERVED = "COUNTRY_NOT_SERVED";
    public static final String NOT_TEXT = "NOT_TEXT";
    public static final String NOT_A_DATE_TIME = "NOT_A_DATE_TIME";
    public static final String IN_THE_PAST = "IN_THE_PAST";
    public static final String NOT_YES_OR_NO = "NOT_YES_OR_NO";
    public static final String MUST_BE_TRUE = "MUST_BE_TRUE";
    public static final String NOT_A_QUANTITY = "NOT_A_QUANTITY";
    public static final String NOT_A_DOMAIN = "NOT_A_DOMAIN";
    public static final String SAME_TENANT = "SAME_TENANT";
    public static final String NOT_AN_EMAIL = "NOT_AN_EMAIL";
    public static final String DUPLICATE_CONTACT = "DUPLICATE_CONTACT";
    public static final String ZONE_REQUIRED = "ZONE_REQUIRED";
    public static final String NOT_A_ZONE_OF_COUNTRY = "NOT_A_ZONE_OF_COUNTRY";
    public static final String NO_SUCH_DOCUMENT = "NO_SUCH_DOCUMENT";
    public static final String WRONG_DOCUMENT_KIND = "WRONG_DOCUMENT_KIND";
    public static final String DOCUMENT_TOO_LARGE = "DOCUMENT_TOO_LARGE";
    public static final String DOCUMENT_QUARANTINED = "DOCUMENT_QUARANTINED";
    public static final String NOT_AN_AGENT = "NOT_AN_AGENT";
    public static final String NOT_A_RATING = "NOT_A_RATING";
    public static final String CONTROL_CHARACTERS = "CONTROL_CHARACTERS";
    public static final String EITHER_LIST_OR_FILE = "EITHER_LIST_OR_FILE";

    static CaseFault of(String pointer, String code, Object... arguments) {
        return new CaseFault(pointer, code, List.of(arguments), Optional.empty(), 0, "");
    }

    static CaseFault ofNumber(String pointer, NumberFault fault, long line, String text) {
        return new CaseFault(pointer, fault.name(), List.of(), Optional.of(fault), line, text);
    }
}
