package io.portline.cases.tnscase;

import io.portline.numbering.Country;

import java.util.Optional;

/**
 * Which cases to list.
 *
 * @param country only those of that country
 * @param words only those with that number, or with these words in their title
 * @param before only those with a smaller number, or in the queue with a larger one: where the page before ended
 * @param limit how many at most
 */
public record CaseQuery(
        View view,
        State state,
        Optional<Country> country,
        Optional<String> words,
        Optional<CaseNumber> before,
        int limit) {

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
