package io.portline.cases.tnscase;

import java.util.List;

/** The numbers that tenants have with us, as order-service keeps them. */
public interface Inventory {

    /**
     * What the inventory says of some numbers.
     *
     * @param assigned those that somebody uses
     * @param missing those that the tenant does not have with us
     */
    record NumberStates(List<String> assigned, List<String> missing) {}

    /**
     * @param numbers E.164
     * @throws RuntimeException if the inventory cannot be asked now
     */
    NumberStates statesOf(String tenantId, List<String> numbers);
}
