package io.portline.order.portout;

import io.portline.order.portorder.Fault;

import java.util.List;

/** Something is wrong with what was sent; nothing was created, changed or counted. */
public final class InvalidPortOutException extends RuntimeException {

    private final transient List<Fault> faults;

    InvalidPortOutException(List<Fault> faults) {
        super(faults.size() + " faults");
        this.faults = List.copyOf(faults);
    }

    public List<Fault> faults() {
        return faults;
    }
}
