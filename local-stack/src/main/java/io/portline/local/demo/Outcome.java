package io.portline.local.demo;

import io.portline.local.demo.DemoOrder.Place;
import io.portline.numbering.RejectionCode;
import io.portline.schemas.PortOrderChange;
import io.portline.schemas.PortOrderStatus;
import io.portline.schemas.PortOrderStatusEvent;
import io.portline.schemas.ReasonSource;
import io.portline.schemas.RejectionReason;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One magic account number: what it is to do, and whether it did.
 *
 * @param accountNumber as it is written into the order
 * @param place where the numbers are; France is ordered by the French tenant
 * @param numbers how many
 * @param turn what the admin does on the way
 * @param should what should happen, in words
 * @param last the change after which nothing more is waited for
 * @param check looks at the order's events and says what is wrong; empty if nothing is
 */
public record Outcome(
        String accountNumber, Place place, int numbers, Turn turn, String should, PortOrderChange last, Check check) {

    /** What the admin does, and after which change. */
    public enum Turn {
        NOTHING(null),
        CANCEL_WHEN_ASKED(PortOrderChange.INTAKE_APPROVED),
        CANCEL_WHEN_OVERDUE(PortOrderChange.CARRIER_OVERDUE),
        CANCEL_WHEN_APPROVED(PortOrderChange.CARRIER_ACCEPTED),
        ASK_FOR_A_LATER_DATE(PortOrderChange.CARRIER_ACCEPTED);

        private final @Nullable PortOrderChange after;

        Turn(@Nullable PortOrderChange after) {
            this.after = after;
        }

        boolean isDueAfter(PortOrderChange change) {
            return change == after;
        }
    }

    /** Says what is wrong with the events of an order, oldest first. */
    @FunctionalInterface
    public interface Check {
        Optional<String> problem(List<PortOrderStatusEvent> events);

        /** Both, and the first one's problem first. */
        default Check and(Check other) {
            return events -> problem(events).or(() -> other.problem(events));
        }
    }

    private static final List<Place> PLACES = List.of(Place.SEATTLE, Place.LONDON, Place.PARIS);

    /** Business time that may go by between what a carrier says and its event here, where business time runs very fast. */
    private static final Duration ON_THE_WAY = Duration.ofDays(3);

    /** The carrier that serves the place. */
    public String carrierId() {
        return switch (place) {
            case SEATTLE -> "us-cascadia";
            case LONDON -> "gb-albion";
            case PARIS -> "fr-hexatel";
        };
    }

    /** Every magic outcome, and every canonical code of a rejection. */
    public static List<Outcome> all() {
        List<Outcome> all = new ArrayList<>();
        for (RejectionCode code : RejectionCode.values()) {
            all.add(rejection("REJECT-" + code, PLACES.get(all.size() % PLACES.size()), List.of(code)));
        }
        all.add(rejection(
                "REJECT-ADDRESS_MISMATCH,NUMBER_NOT_PORTABLE",
                Place.LONDON,
                List.of(RejectionCode.ADDRESS_MISMATCH, RejectionCode.NUMBER_NOT_PORTABLE)));
        all.add(rejection("DELAY-SOON", Place.SEATTLE, List.of(RejectionCode.ACCOUNT_NUMBER_MISMATCH)));
        all.addAll(List.of(
                new Outcome(
                        "ACCEPT",
                        Place.SEATTLE,
                        1,
                        Turn.NOTHING,
                        "accepted, transferred",
                        PortOrderChange.COMPLETED,
                        ends(PortOrderStatus.COMPLETED)
                                .and(passes(PortOrderChange.CARRIER_ACCEPTED, PortOrderChange.TRANSFER_LOCKED))),
                new Outcome(
                        "SILENT",
                        Place.LONDON,
                        1,
                        Turn.CANCEL_WHEN_OVERDUE,
                        "no answer, overdue, cancelled by the admin, the carrier confirms",
                        PortOrderChange.CANCEL_CONFIRMED,
                        ends(PortOrderStatus.CANCELLED)
                                .and(passes(PortOrderChange.CARRIER_OVERDUE, PortOrderChange.CANCELLED))
                                .and(without(PortOrderChange.CARRIER_ACCEPTED))),
                new Outcome(
                        "DELAY-P6D",
                        Place.PARIS,
                        1,
                        Turn.NOTHING,
                        "accepted after six elapsed days, transferred",
                        PortOrderChange.COMPLETED,
                        ends(PortOrderStatus.COMPLETED).and(Outcome::answeredAfterSixDays)),
                new Outcome(
                        "DELAY-P20D",
                        Place.SEATTLE,
                        1,
                        Turn.CANCEL_WHEN_ASKED,
                        "cancelled while the carrier still thinks, the carrier confirms",
                        PortOrderChange.CANCEL_CONFIRMED,
                        ends(PortOrderStatus.CANCELLED).and(without(PortOrderChange.CARRIER_ACCEPTED))),
                new Outcome(
                        "FOC-P5D",
                        Place.LONDON,
                        1,
                        Turn.NOTHING,
                        "accepted for five days later, transferred",
                        PortOrderChange.COMPLETED,
                        ends(PortOrderStatus.COMPLETED).and(Outcome::committedToFiveDays)),
                new Outcome(
                        "FOC-P12D",
                        Place.PARIS,
                        1,
                        Turn.ASK_FOR_A_LATER_DATE,
                        "a later date is asked for and agreed, transferred",
                        PortOrderChange.COMPLETED,
                        ends(PortOrderStatus.COMPLETED)
                                .and(passes(PortOrderChange.FOC_CHANGE_REQUESTED, PortOrderChange.FOC_CHANGE_AGREED))),
                new Outcome(
                        "FOC-P9D+MOVE-FOC-P2D",
                        Place.SEATTLE,
                        1,
                        Turn.NOTHING,
                        "the carrier moves the date by two days, transferred",
                        PortOrderChange.COMPLETED,
                        ends(PortOrderStatus.COMPLETED).and(Outcome::movedByTwoDays)),
                new Outcome(
                        "FOC-P9D+WITHDRAW-PT4H",
                        Place.LONDON,
                        1,
                        Turn.NOTHING,
                        "accepted, then the approval is withdrawn",
                        PortOrderChange.APPROVAL_WITHDRAWN,
                        ends(PortOrderStatus.ERROR)
                                .and(passes(PortOrderChange.CARRIER_ACCEPTED))
                                .and(reasons(List.of(RejectionCode.PENDING_ORDER)))),
                new Outcome(
                        "FOC-P12D+REFUSE-SUPPLEMENT",
                        Place.PARIS,
                        1,
                        Turn.ASK_FOR_A_LATER_DATE,
                        "a later date is refused, the old one stands, transferred",
                        PortOrderChange.COMPLETED,
                        ends(PortOrderStatus.COMPLETED)
                                .and(passes(PortOrderChange.FOC_CHANGE_REQUESTED, PortOrderChange.FOC_CHANGE_REFUSED))
                                .and(Outcome::oldDateStands)),
                new Outcome(
                        "FOC-P12D+REFUSE-CANCEL",
                        Place.SEATTLE,
                        1,
                        Turn.CANCEL_WHEN_APPROVED,
                        "cancelled, the carrier refuses, the cancel stays pending",
                        PortOrderChange.CANCEL_REFUSED,
                        ends(PortOrderStatus.CANCELLED).and(Outcome::cancelIsPending)),
                new Outcome(
                        "FOC-P3D+FAIL-ACTIVATION-2",
                        Place.LONDON,
                        1,
                        Turn.NOTHING,
                        "two tries to activate fail, the third works",
                        PortOrderChange.COMPLETED,
                        ends(PortOrderStatus.COMPLETED).and(times(2, PortOrderChange.ACTIVATION_RETRIED))),
                new Outcome(
                        "FOC-P3D+FAIL-ACTIVATION-9",
                        Place.PARIS,
                        1,
                        Turn.NOTHING,
                        "every try to activate fails",
                        PortOrderChange.ACTIVATION_FAILED,
                        ends(PortOrderStatus.ERROR)
                                .and(times(5, PortOrderChange.ACTIVATION_RETRIED))
                                .and(reasons(List.of(RejectionCode.CARRIER_BUSY)))),
                new Outcome(
                        "FOC-P3D+FAIL-ACTIVATION-9-1",
                        Place.SEATTLE,
                        3,
                        Turn.NOTHING,
                        "two of three numbers move, the third becomes a new order in Error",
                        PortOrderChange.COMPLETED,
                        ends(PortOrderStatus.COMPLETED).and(Outcome::twoOfThreeMoved))));
        return all;
    }

    private static Outcome rejection(String accountNumber, Place place, List<RejectionCode> codes) {
        return new Outcome(
                accountNumber,
                place,
                1,
                Turn.NOTHING,
                "rejected: " + String.join(", ", codes.stream().map(Enum::name).toList()),
                PortOrderChange.CARRIER_REJECTED,
                ends(PortOrderStatus.ERROR).and(reasons(codes)));
    }

    // ---- checks

    private static Check ends(PortOrderStatus status) {
        return events -> events.getLast().getStatus() == status
                ? Optional.empty()
                : Optional.of("is " + events.getLast().getStatus() + " and not " + status);
    }

    private static Check passes(PortOrderChange... changes) {
        return events -> {
            int at = 0;
            for (PortOrderStatusEvent event : events) {
                if (at < changes.length && event.getChange() == changes[at]) {
                    at++;
                }
            }
            return at == changes.length ? Optional.empty() : Optional.of(changes[at] + " did not come");
        };
    }

    private static Check without(PortOrderChange change) {
        return events ->
                find(events, change).isEmpty() ? Optional.empty() : Optional.of(change + " came, and should not have");
    }

    private static Check times(int count, PortOrderChange change) {
        return events -> {
            long came =
                    events.stream().filter(event -> event.getChange() == change).count();
            return came == count
                    ? Optional.empty()
                    : Optional.of(change + " came " + came + " times and not " + count + " times");
        };
    }

    /** Exactly these codes, as the losing carrier's, each with its disposition and its words in every language. */
    private static Check reasons(List<RejectionCode> codes) {
        return events -> {
            List<RejectionReason> reasons = events.getLast().getReasons();
            List<String> given = reasons.stream().map(RejectionReason::getCode).toList();
            if (!given.equals(codes.stream().map(Enum::name).toList())) {
                return Optional.of("reasons are " + given);
            }
            for (int i = 0; i < codes.size(); i++) {
                RejectionReason reason = reasons.get(i);
                RejectionCode code = codes.get(i);
                if (reason.getSource() != ReasonSource.LOSING_CARRIER) {
                    return Optional.of(code + " is said by " + reason.getSource());
                }
                if (!reason.getDisposition().name().equals(code.disposition().name())) {
                    return Optional.of(code + " is " + reason.getDisposition());
                }
                if (!reason.getTexts().keySet().equals(Set.of("en", "fr", "ja"))) {
                    return Optional.of(
                            code + " has words in " + reason.getTexts().keySet());
                }
            }
            return Optional.empty();
        };
    }

    private static Optional<String> answeredAfterSixDays(List<PortOrderStatusEvent> events) {
        Optional<PortOrderStatusEvent> asked = find(events, PortOrderChange.INTAKE_APPROVED);
        Optional<PortOrderStatusEvent> accepted = find(events, PortOrderChange.CARRIER_ACCEPTED);
        if (asked.isEmpty() || accepted.isEmpty()) {
            return Optional.of("was not accepted");
        }
        Duration took =
                Duration.between(asked.get().getOccurredAt(), accepted.get().getOccurredAt());
        boolean right = took.compareTo(Duration.ofDays(6)) >= 0
                && took.compareTo(Duration.ofDays(6).plus(ON_THE_WAY)) < 0;
        return right ? Optional.empty() : Optional.of("the answer took " + took);
    }

    private static Optional<String> committedToFiveDays(List<PortOrderStatusEvent> events) {
        return find(events, PortOrderChange.CARRIER_ACCEPTED)
                .map(accepted -> {
                    Duration ahead = Duration.between(accepted.getOccurredAt(), foc(accepted));
                    boolean right = ahead.compareTo(Duration.ofDays(5).plusMinutes(1)) <= 0
                            && ahead.compareTo(Duration.ofDays(5).minus(ON_THE_WAY)) > 0;
                    return right ? Optional.<String>empty() : Optional.of("the date is " + ahead + " ahead");
                })
                .orElse(Optional.of("was not accepted"));
    }

    private static Optional<String> movedByTwoDays(List<PortOrderStatusEvent> events) {
        Optional<PortOrderStatusEvent> accepted = find(events, PortOrderChange.CARRIER_ACCEPTED);
        Optional<PortOrderStatusEvent> moved = find(events, PortOrderChange.FOC_MOVED_BY_CARRIER);
        if (accepted.isEmpty() || moved.isEmpty()) {
            return Optional.of("the date was not moved");
        }
        Duration by = Duration.between(foc(accepted.get()), foc(moved.get()));
        return by.equals(Duration.ofDays(2)) ? Optional.empty() : Optional.of("the date was moved by " + by);
    }

    private static Optional<String> oldDateStands(List<PortOrderStatusEvent> events) {
        Optional<Instant> old = find(events, PortOrderChange.CARRIER_ACCEPTED).map(Outcome::foc);
        return old.equals(Optional.of(foc(events.getLast())))
                ? Optional.empty()
                : Optional.of("the date is " + foc(events.getLast()) + " and was " + old);
    }

    private static Optional<String> cancelIsPending(List<PortOrderStatusEvent> events) {
        return events.getLast().getCarrierCancelPending() ? Optional.empty() : Optional.of("the cancel is not pending");
    }

    private static Optional<String> twoOfThreeMoved(List<PortOrderStatusEvent> events) {
        PortOrderStatusEvent last = events.getLast();
        if (last.getPortedNumbers().size() != 2) {
            return Optional.of(last.getPortedNumbers().size() + " numbers moved");
        }
        return last.getLinkedOrderId() == null ? Optional.of("no order holds the third number") : Optional.empty();
    }

    private static Optional<PortOrderStatusEvent> find(List<PortOrderStatusEvent> events, PortOrderChange change) {
        return events.stream().filter(event -> event.getChange() == change).findFirst();
    }

    private static Instant foc(PortOrderStatusEvent event) {
        return event.getFoc() == null ? Instant.MIN : event.getFoc().getInstant();
    }
}
