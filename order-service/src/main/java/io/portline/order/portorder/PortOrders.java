package io.portline.order.portorder;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** All port orders. */
public interface PortOrders {

    /** Something that a new order is made of, once its number is known. */
    @FunctionalInterface
    interface Draft {
        Decision.Created withNumber(String number);
    }

    /** An order as its scope may see it; empty if there is none, it is deleted or it is another tenant's: the three are never told apart. */
    Optional<Stored> find(UUID id, Scope scope);

    /** The timeline, oldest first. */
    List<TimelineEntry> timeline(UUID id);

    List<PortOrderSummary> list(PortOrderQuery query);

    /** How many orders are in each status, over all tenants; deleted ones do not count. */
    Map<PortOrderStatus, Long> countByStatus();

    /**
     * Adds an order with its events, or nothing at all.
     *
     * @throws NumbersTakenException if numbers are in another active order; of two at the same moment exactly one gets them
     */
    Stored add(Draft draft);

    /**
     * Adds orders with their events, all or nothing at all, whoever else wants some of their numbers at the moment: neither waits for the other
     * for ever.
     *
     * @throws NumbersTakenException if numbers of any of them are in another active order
     */
    List<Stored> addAll(List<Draft> drafts);

    /**
     * Lets a decision be made about the order as it is now, and keeps what it leads to: state, timeline and events at once or not at all. If
     * somebody else changed the order meanwhile the decision is made again.
     *
     * <p>With {@link Scope.Everything} deleted orders are found too: a carrier may still speak of them.
     *
     * @return the decision and the revision afterwards; empty if there is no such order
     * @throws NumbersTakenException see {@link #add}
     */
    Optional<Outcome> change(UUID id, Scope scope, Function<Stored, Decision> decide);

    /**
     * Keeps all others from changing these orders until the transaction that is running ends. Whoever is going to change several in one
     * transaction holds them first: two that take them one by one, in different turns, could wait for each other.
     */
    void hold(Collection<UUID> ids);

    /**
     * Those of the numbers that other active orders hold, E.164. For telling everything that is wrong at once; who gets a number is decided by
     * {@link #add} and {@link #change} alone.
     *
     * @param except an order that does not count; null if all do
     */
    Set<String> inActiveOrders(List<String> numbers, @Nullable UUID except);

    /** Those of the numbers that are ours already, whichever tenant's, E.164. */
    Set<String> portedToUs(List<String> numbers);

    /** What came of a change. */
    record Outcome(Decision decision, long revision) {}

    /** Numbers are in another active order; whose is not said. */
    final class NumbersTakenException extends RuntimeException {
        private final transient List<String> numbers;

        public NumbersTakenException(List<String> numbers) {
            super(numbers.size() + " numbers are in another active order");
            this.numbers = List.copyOf(numbers);
        }

        /** E.164. */
        public List<String> numbers() {
            return numbers;
        }
    }
}
