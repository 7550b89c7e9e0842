package io.portline.order.portorder;

import io.portline.numbering.LocalMoment;

import java.util.List;

/**
 * What we ask of the losing carrier; the rest of what it needs is in the order after it.
 *
 * @param attempt the submission that asks
 * @param numbers E.164; for an activation those still to be activated
 * @param requested the date asked for; for an activation the FOC date, for a cancel the date of the port
 * @param activationTry 1, 2, … for an activation, otherwise 0
 */
public record RequestToCarrier(
        Kind kind, int attempt, LosingCarrier carrier, List<String> numbers, LocalMoment requested, int activationTry) {

    /** What is asked. */
    public enum Kind {
        PORT,
        SUPPLEMENT,
        CANCEL,
        ACTIVATE
    }

    public RequestToCarrier {
        numbers = List.copyOf(numbers);
    }
}
