package io.portline.order.inventory;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** All numbers that are ours. Completed orders bring them, port-outs take them away, each in a transaction of its own. */
public interface Inventory {

    List<InventoryNumber> list(InventoryQuery query);

    /**
     * The number and its history, as a tenant may know them.
     *
     * @param tenantId null for whichever tenant's
     * @param now business time, by which statuses are the effective ones
     */
    NumberHistory history(String number, @Nullable String tenantId, Instant now);

    /** Those of the numbers that are in the tenant's inventory. */
    List<InventoryNumber> find(String tenantId, List<String> numbers);

    /**
     * Changes what a number is for or whether it is assigned; null leaves as it is.
     *
     * @param tenantId null for whichever tenant's
     * @return empty if it is not in the inventory
     * @throws AssignedException if another use is asked for a number that is assigned
     */
    Optional<InventoryNumber> change(
            String number, @Nullable String tenantId, @Nullable NumberUse use, @Nullable Boolean assigned);

    /** The number is assigned. */
    final class AssignedException extends RuntimeException {
        public AssignedException() {
            super("The number is assigned");
        }
    }
}
