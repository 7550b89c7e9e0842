package io.portline.order.portorder;

import java.util.List;

/**
 * One thing that is wrong with a submission.
 *
 * @param pointer JSON Pointer (RFC 6901)
 * @param code stable
 * @param arguments what its text speaks of; never a secret
 */
public record Fault(String pointer, String code, List<Object> arguments) {
    public Fault {
        arguments = List.copyOf(arguments);
    }

    static Fault of(String pointer, String code, Object... arguments) {
        return new Fault(pointer, code, List.of(arguments));
    }
}
