package io.portline.cases.tnscase;

import io.portline.numbering.Country;

import java.util.Optional;
import java.util.Set;

/**
 * Which cases to list.
 *
 * @param country only those of that country
 * @param search only those with that number, that phone number, or these words
 * @param statuses only those in one of them; none: whatever {@code state} says
 * @param overdue only those with which the desk is, or is not, late
 * @param assigned only those that an agent has, or nobody has
 * @param before only those with a smaller number, or in the queue with a larger one: where the page before ended
 * @param limit how many at most
 */
public record CaseQuery(
        View view,
        State state,
        Optional<Country> country,
        Optional<String> search,
        Set<CaseStatus> statuses,
        Optional<Boolean> overdue,
        Optional<Boolean> assigned,
        Optional<CaseNumber> before,
        int limit) {

    public CaseQuery {
        statuses = Set.copyOf(statuses);
    }

    /** The same cases from there on. */
    public CaseQuery after(CaseNumber last) {
        return new CaseQuery(view, state, country, search, statuses, overdue, assigned, Optional.of(last), limit);
    }

    /** Whose cases. */
    public enum View {
        /** Opened by the customer; or, for the desk, assigned to the agent. Newest first. */
        MINE,
        /** Of the customer's tenant. Newest first. */
        COMPANY,
        /** Of all tenants; the desk's. Oldest first. */
        QUEUE;

        public boolean offeredTo(Party party) {
            return switch (party) {
                case Party.Customer _ -> this != QUEUE;
                case Party.Desk _ -> this != COMPANY;
                case Party.Automatic _ -> false;
            };
        }
    }

    /** In which statuses. */
    public enum State {
        OPEN,
        CLOSED,
        ALL
    }
}
