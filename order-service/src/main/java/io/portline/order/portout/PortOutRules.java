package io.portline.order.portout;

import io.portline.order.portout.PortOutHappened.Actor;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import static io.portline.order.portout.PortOutStatus.APPROVED;
import static io.portline.order.portout.PortOutStatus.CANCELLED;
import static io.portline.order.portout.PortOutStatus.COMPLETED;
import static io.portline.order.portout.PortOutStatus.REQUESTED;

/** The rules of port-outs; pure, and the only place where a port-out gets a status. */
public final class PortOutRules {

    private PortOutRules() {}

    // ---- the state machine

    /** The first thing that happens to a port-out: it was asked for. */
    public static PortOutHappened requested(PortOut portOut) {
        if (portOut.status() != REQUESTED) {
            throw new IllegalArgumentException("A port-out begins as requested");
        }
        return new PortOutHappened(null, portOut, Actor.WINNING_CARRIER, portOut.createdAt());
    }

    /**
     * What a command leads to. A port-out whose time has come is treated as completed even if its timer has not gone off yet.
     *
     * @param now business time
     */
    public static PortOutDecision decide(PortOut portOut, PortOutCommand command, Instant now) {
        List<PortOutHappened> happened = new ArrayList<>();
        PortOut current = portOut;
        if (portOut.status() == APPROVED && !now.isBefore(portOut.requested().instant())) {
            current = move(portOut, portOut.with(COMPLETED, now), Actor.SYSTEM, happened);
        }
        PortOutStatus status = current.status();
        return switch (command) {
            case PortOutCommand.Approve _ ->
                status == REQUESTED
                        ? accepted(move(current, current.with(APPROVED, now), Actor.SYSTEM, happened), happened)
                        : new PortOutDecision.Refused(current, happened);
            case PortOutCommand.Reject(List<PortOutReason> reasons, @Nullable Instant lockedUntil) ->
                status == REQUESTED
                        ? accepted(
                                move(current, current.rejected(reasons, lockedUntil, now), Actor.SYSTEM, happened),
                                happened)
                        : new PortOutDecision.Refused(current, happened);
            case PortOutCommand.Complete _ -> accepted(current, happened);
            case PortOutCommand.Cancel _ ->
                switch (status) {
                    case REQUESTED, APPROVED ->
                        accepted(
                                move(current, current.with(CANCELLED, now), Actor.WINNING_CARRIER, happened), happened);
                    case CANCELLED -> accepted(current, happened);
                    case REJECTED, COMPLETED -> new PortOutDecision.Refused(current, happened);
                };
        };
    }

    private static PortOut move(PortOut from, PortOut to, Actor by, List<PortOutHappened> happened) {
        happened.add(new PortOutHappened(from.status(), to, by, to.updatedAt()));
        return to;
    }

    private static PortOutDecision accepted(PortOut portOut, List<PortOutHappened> happened) {
        return new PortOutDecision.Accepted(portOut, happened);
    }

    // ---- the judgement of a request

    /**
     * What holds at the moment of the judgement, while nobody else can change it.
     *
     * @param numbers those asked for, E.164
     * @param owners tenant by number, of those in the inventory
     * @param busy those that another port-out is about
     * @param pin what the look at the offered PIN showed
     * @param attempts the wrong PINs of the carrier about this tenant
     */
    public record Facts(
            List<String> numbers, Map<String, String> owners, Set<String> busy, PinCheck pin, PinAttempts attempts) {
        public Facts {
            numbers = List.copyOf(numbers);
            owners = Map.copyOf(owners);
            busy = Set.copyOf(busy);
        }
    }

    /** What becomes of a request, and of the count of wrong PINs. */
    public record Judgement(PortOutCommand command, PinAttempts attempts) {}

    /** Why numbers belong to no single tenant; empty if they do, those that are nobody's aside. */
    static Optional<PortOutReason> unattributable(Map<String, String> owners) {
        return switch ((int) owners.values().stream().distinct().count()) {
            case 0 -> Optional.of(PortOutReason.of(PortOutReason.Code.NUMBER_NOT_FOUND));
            case 1 -> Optional.empty();
            // Which number is whose is nobody else's business, so none is named.
            default -> Optional.of(PortOutReason.of(PortOutReason.Code.SPLIT_REQUIRED));
        };
    }

    /**
     * Judges a request for numbers of one tenant. A carrier that is locked out learns nothing but that. A wrong PIN counts whatever else is
     * wrong, for the answer tells that it is wrong.
     *
     * @param realNow for the lock
     * @return empty if the PIN was not looked at because of a lock that has ended meanwhile: look again
     */
    public static Optional<Judgement> judge(Facts facts, Instant realNow) {
        PinAttempts attempts = facts.attempts();
        Instant locked = attempts.lockedAt(realNow);
        if (locked != null && facts.pin() != PinCheck.NOT_NEEDED) {
            return Optional.of(new Judgement(
                    new PortOutCommand.Reject(List.of(PortOutReason.of(PortOutReason.Code.CARRIER_LOCKED)), locked),
                    attempts));
        }
        List<PortOutReason> reasons = new ArrayList<>();
        about(
                        PortOutReason.Code.NUMBER_NOT_FOUND,
                        facts.numbers().stream()
                                .filter(number -> !facts.owners().containsKey(number))
                                .toList())
                .ifPresent(reasons::add);
        about(
                        PortOutReason.Code.PENDING_ORDER,
                        facts.numbers().stream().filter(facts.busy()::contains).toList())
                .ifPresent(reasons::add);
        switch (facts.pin()) {
            case NOT_NEEDED, RIGHT -> {}
            case NOT_SET -> reasons.add(PortOutReason.of(PortOutReason.Code.PIN_NOT_SET));
            case MISSING -> reasons.add(PortOutReason.of(PortOutReason.Code.PIN_MISSING_OR_INVALID));
            case WRONG -> {
                reasons.add(PortOutReason.of(PortOutReason.Code.PIN_MISSING_OR_INVALID));
                attempts = attempts.wrong(realNow);
            }
            case NOT_LOOKED_AT -> {
                return Optional.empty();
            }
        }
        return Optional.of(new Judgement(
                reasons.isEmpty()
                        ? new PortOutCommand.Approve()
                        : new PortOutCommand.Reject(reasons, attempts.lockedAt(realNow)),
                attempts));
    }

    private static Optional<PortOutReason> about(PortOutReason.Code code, List<String> numbers) {
        return numbers.isEmpty() ? Optional.empty() : Optional.of(new PortOutReason(code, numbers));
    }
}
