package io.portline.order.portorder;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How far the activation of an order's numbers has come. It is asked for at the FOC instant; what failed is tried again 5 times over 4 hours,
 * or longer if answers come late.
 *
 * @param tries how often it was asked for
 * @param firstTriedAt business time; null before the first
 * @param lastTriedAt business time; null before the first, and in orders kept from before it was noted until they are tried again
 * @param awaitingAnswer whether the last try is unanswered
 * @param moved E.164 of the numbers that moved
 * @param failures canonical code by E.164 of those that did not, as last heard
 */
public record Activation(
        int tries,
        @Nullable Instant firstTriedAt,
        @Nullable Instant lastTriedAt,
        boolean awaitingAnswer,
        List<String> moved,
        Map<String, String> failures) {

    /** After the first try, these times are tried again. */
    public static final List<Duration> TRIED_AGAIN_AFTER = List.of(
            Duration.ofMinutes(5),
            Duration.ofMinutes(20),
            Duration.ofMinutes(60),
            Duration.ofMinutes(120),
            Duration.ofMinutes(240));

    /** The first try and those after it. */
    public static final int MAX_TRIES = 1 + TRIED_AGAIN_AFTER.size();

    /** How long the carrier has for the answer to a try before it is overdue; what is not answered has not failed and is not tried again. */
    static final Duration ANSWER_WITHIN = Duration.ofHours(4);

    static final Activation NONE = new Activation(0, null, null, false, List.of(), Map.of());

    public Activation {
        moved = List.copyOf(moved);
        failures = Map.copyOf(failures);
    }

    /** When the next try is due; null while one is unanswered and when there is none any more. */
    @Nullable
    Instant nextTryAt(Instant foc) {
        if (firstTriedAt == null) {
            return foc;
        }
        if (awaitingAnswer || lastTry()) {
            return null;
        }
        Duration after = TRIED_AGAIN_AFTER.get(tries - 1);
        Instant planned = firstTriedAt.plus(after);
        if (lastTriedAt == null || tries == 1) {
            return planned;
        }
        // An answer that came late must not make the tries left due all at once: a carrier is given its time between
        // two of them.
        Instant spaced = lastTriedAt.plus(after.minus(TRIED_AGAIN_AFTER.get(tries - 2)));
        return spaced.isAfter(planned) ? spaced : planned;
    }

    boolean lastTry() {
        return tries >= MAX_TRIES;
    }

    Activation asked(Instant now) {
        return new Activation(tries + 1, firstTriedAt == null ? now : firstTriedAt, now, true, moved, failures);
    }

    /** What a reply adds: a number that moved has moved, whichever try it answers; a failure counts until it does. */
    Activation heard(int answeredTry, List<NumberOutcome> outcomes, List<String> ordered) {
        Map<String, String> codes = new TreeMap<>(failures);
        Set<String> all = new LinkedHashSet<>(moved);
        Set<String> known = Set.copyOf(ordered);
        for (NumberOutcome outcome : outcomes) {
            if (!known.contains(outcome.number())) {
                continue;
            }
            if (outcome.activated()) {
                codes.remove(outcome.number());
                all.add(outcome.number());
            } else if (!all.contains(outcome.number())) {
                codes.put(outcome.number(), outcome.code() == null ? "OTHER" : outcome.code());
            }
        }
        return new Activation(
                tries, firstTriedAt, lastTriedAt, awaitingAnswer && answeredTry < tries, List.copyOf(all), codes);
    }

    /** The date moved: the tries begin anew, what moved has moved. */
    Activation anew() {
        return new Activation(0, null, null, false, moved, Map.of());
    }
}
