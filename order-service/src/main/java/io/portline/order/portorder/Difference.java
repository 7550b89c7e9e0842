package io.portline.order.portorder;

import org.jspecify.annotations.Nullable;

/**
 * What an edit changed in one field.
 *
 * @param pointer JSON Pointer (RFC 6901) to the field of the submitted order
 * @param before as it was; of the numbers, those that went, separated by blanks; null if there was none, or where no value is ever kept: of the
 *     passcode, which is a secret, and of the contacts, who may ask to be forgotten
 * @param after as it is now, likewise
 */
public record Difference(
        String pointer, @Nullable String before, @Nullable String after) {

    /** That a field changed, without what it holds. */
    static Difference unsaid(String pointer) {
        return new Difference(pointer, null, null);
    }

    /** Account data is nobody's business in a log. */
    @Override
    public String toString() {
        return pointer;
    }
}
