package io.portline.carrier.losingcarrier;

import io.portline.carrier.carrierorder.Answer;
import io.portline.carrier.carrierorder.CarrierOrder;
import io.portline.carrier.carrierorder.CarrierOrder.Status;
import io.portline.carrier.carrierorder.CarrierReply;
import io.portline.carrier.carrierorder.CarrierReply.NumberOutcome;
import io.portline.carrier.carrierorder.CarrierReply.Reason;
import io.portline.carrier.carrierorder.CarrierRequest;
import io.portline.carrier.carrierorder.CarrierRequest.Kind;
import io.portline.carrier.carrierorder.CarrierSwitches;
import io.portline.carrier.carrierorder.Inquiry;
import io.portline.carrier.carrierorder.LosingCarrier;
import io.portline.carrier.carrierorder.PortDetails;
import io.portline.carrier.losingcarrier.MagicAccountNumber.ActivationFailure;
import io.portline.carrier.losingcarrier.MagicAccountNumber.Malformed;
import io.portline.carrier.losingcarrier.MagicAccountNumber.Ordinary;
import io.portline.carrier.losingcarrier.MagicAccountNumber.Script;
import io.portline.numbering.BusinessHours;
import io.portline.numbering.LocalMoment;
import io.portline.numbering.RejectionCode;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A losing carrier that is simulated: answers in its business hours, by the account number's magic, the numbers that it serves, its subscriber
 * records or its mix, in this order, and commits to dates that it could keep.
 */
public final class SimulatedCarrier implements LosingCarrier {

    /** After the FOC date the numbers can be fetched for so long; afterwards the port must be asked for anew. */
    private static final Duration GRACE = Duration.ofDays(10);

    private final Carrier carrier;
    private final BusinessHours hours;
    private final Downtime downtime;
    private final FocRule focRule;
    private final CarrierSwitches switches;
    private final SubscriberCheck subscribers;
    private final ServedNumbers served;

    public SimulatedCarrier(
            Carrier carrier, CarrierSwitches switches, SubscriberCheck subscribers, ServedNumbers served) {
        this.carrier = carrier;
        this.hours = carrier.businessHours();
        this.downtime = new Downtime(carrier.outages(), carrier.zone());
        this.focRule = new FocRule(carrier);
        this.switches = switches;
        this.subscribers = subscribers;
        this.served = served;
    }

    @Override
    public Optional<Instant> firstAskAt(Inquiry inquiry) {
        CarrierRequest request = inquiry.request();
        Script script = script(request.port());
        if (request.kind() == Kind.PORT && script != null && script.outcome() instanceof PlannedOutcome.Silent) {
            return Optional.empty();
        }
        Duration delay = delay(request);
        if (delay != null) {
            return Optional.of(inquiry.receivedAt().plus(delay));
        }
        Instant at = switch (request.kind()) {
            case PORT -> afterThinking(inquiry, "port");
            case SUPPLEMENT ->
                afterThinking(inquiry, "supplement " + request.requested().instant());
            case CANCEL ->
                hours.add(inquiry.receivedAt(), carrier.responseTimes().min());
            case ACTIVATE -> later(inquiry.receivedAt(), foc(inquiry.order()));
        };
        return Optional.of(downtime.over(at));
    }

    /** What magic makes of the time to answer: elapsed business time, whatever the hour, the day and the outages; null for the usual time. */
    private static @Nullable Duration delay(CarrierRequest request) {
        Script script = script(request.port());
        return switch (request.kind()) {
            case PORT, SUPPLEMENT -> script == null ? null : script.delay();
            case CANCEL, ACTIVATE -> null;
        };
    }

    @Override
    public Answer ask(Inquiry inquiry) {
        Instant working = downtime.over(inquiry.now());
        boolean answersDelayed = inquiry.answered() == 0 && delay(inquiry.request()) != null;
        if (working.isAfter(inquiry.now()) && !answersDelayed) {
            return new Answer.NotYet(working);
        }
        return switch (inquiry.request().kind()) {
            case PORT -> inquiry.answered() == 0 ? port(inquiry) : afterApproval(inquiry);
            case SUPPLEMENT -> says(supplement(inquiry));
            case CANCEL -> says(cancel(inquiry));
            case ACTIVATE -> activate(inquiry);
        };
    }

    // ---- port
    // ----------------------------------------------------------------------------------------------------------------

    private Answer port(Inquiry inquiry) {
        CarrierOrder order = inquiry.order();
        if (order == null || order.status() != Status.RECEIVED) {
            // Cancelled or superseded while it lay at the desk: nobody waits for this answer any more.
            return new Answer.Nothing();
        }
        CarrierRequest request = inquiry.request();
        if (switches.rejectsAll(carrier.id())) {
            return says(new CarrierReply.Rejected(List.of(reason(RejectionCode.OTHER))));
        }
        return switch (MagicAccountNumber.read(request.port().accountNumber())) {
            case Malformed malformed -> says(rejected(malformed));
            case Script script -> decided(inquiry, script.outcome(), script);
            case Ordinary _ -> {
                List<Reason> missing = missing(request.port());
                if (!missing.isEmpty()) {
                    yield says(new CarrierReply.Rejected(missing));
                }
                SubscriberCheck.Finding finding = subscribers.check(request);
                List<Reason> wrong = wrong(request, finding);
                if (!wrong.isEmpty()) {
                    yield says(new CarrierReply.Rejected(wrong));
                }
                PlannedOutcome outcome = finding.known()
                        ? new PlannedOutcome.Accept()
                        : carrier.mix().draw(chance(request));
                yield decided(inquiry, outcome, null);
            }
        };
    }

    /** What this carrier will not look at a request without. */
    private List<Reason> missing(PortDetails port) {
        List<Reason> missing = new ArrayList<>();
        if (carrier.accountNumberRequired() && port.accountNumber() == null) {
            missing.add(reason(RejectionCode.ACCOUNT_NUMBER_MISMATCH));
        }
        if (carrier.passcodeRequired() && port.passcode() == null) {
            missing.add(reason(RejectionCode.PIN_MISSING_OR_INVALID));
        }
        return missing;
    }

    /** Numbers that are not its own to give, and what its records say otherwise; each reason once, with all the numbers concerned. */
    private List<Reason> wrong(CarrierRequest request, SubscriberCheck.Finding finding) {
        List<String> all = request.port().numbers();
        Map<RejectionCode, Set<String>> wrong = new EnumMap<>(RejectionCode.class);
        Stream.concat(served.obstacles(carrier.id(), all).stream(), finding.mismatches().stream())
                .forEach(found -> wrong.computeIfAbsent(found.code(), _ -> new LinkedHashSet<>())
                        .addAll(found.numbers().isEmpty() ? all : found.numbers()));
        return wrong.entrySet().stream()
                .map(found -> reason(
                        found.getKey(),
                        found.getValue().size() == all.size() ? List.of() : List.copyOf(found.getValue())))
                .toList();
    }

    private Answer decided(Inquiry inquiry, PlannedOutcome outcome, @Nullable Script script) {
        return switch (outcome) {
            case PlannedOutcome.Silent _ -> new Answer.Nothing();
            case PlannedOutcome.Reject reject ->
                says(new CarrierReply.Rejected(
                        reject.codes().stream().map(this::reason).toList()));
            case PlannedOutcome.Accept _ -> accepted(inquiry, script);
        };
    }

    private Answer accepted(Inquiry inquiry, @Nullable Script script) {
        CarrierRequest request = inquiry.request();
        LocalMoment foc = script != null && script.focAfter() != null
                ? FocRule.moment(
                        inquiry.now().plus(script.focAfter()),
                        request.requested().zone())
                : focRule.commit(inquiry.receivedAt(), isSimple(request.port()), request.requested());
        // An answer given late, after an outage or a pause, commits to nothing that is past.
        if (foc.instant().isBefore(inquiry.now())) {
            foc = focRule.nextPossible(inquiry.now(), request.requested().zone());
        }
        return new Answer.Says(new CarrierReply.Accepted(foc), speaksAgainAt(inquiry.now(), foc.instant(), script));
    }

    private @Nullable Instant speaksAgainAt(Instant now, Instant foc, @Nullable Script script) {
        if (script == null) {
            return null;
        }
        if (script.withdrawAfter() != null) {
            return now.plus(script.withdrawAfter());
        }
        if (script.moveFocBy() != null) {
            // While the old date is still ahead, however near it is.
            Instant usual = hours.add(now, carrier.responseTimes().min());
            Instant halfWay = now.plus(Duration.between(now, foc).dividedBy(2));
            return usual.isBefore(halfWay) ? usual : halfWay;
        }
        return null;
    }

    private Answer afterApproval(Inquiry inquiry) {
        CarrierOrder order = inquiry.order();
        Script script = script(inquiry.request().port());
        if (order == null || script == null || order.status() != Status.APPROVED || order.foc() == null) {
            return new Answer.Nothing();
        }
        if (script.withdrawAfter() != null) {
            return says(new CarrierReply.ApprovalWithdrawn(List.of(reason(RejectionCode.PENDING_ORDER))));
        }
        if (script.moveFocBy() != null) {
            Instant moved = order.foc().instant().plus(script.moveFocBy());
            return says(new CarrierReply.FocMoved(
                    FocRule.moment(later(moved, inquiry.now()), order.foc().zone())));
        }
        return new Answer.Nothing();
    }

    // ---- supplement, cancel, activation
    // --------------------------------------------------------------------------------------

    private CarrierReply supplement(Inquiry inquiry) {
        CarrierRequest request = inquiry.request();
        CarrierOrder order = inquiry.order();
        Script script = script(request.port());
        boolean holdsApproval = order != null
                && isCurrent(inquiry)
                && order.status() == Status.APPROVED
                && order.activated().isEmpty();
        Instant old = foc(order);
        if (!holdsApproval || !old.isAfter(inquiry.now()) || (script != null && script.refusesSupplement())) {
            return new CarrierReply.SupplementRefused(List.of(reason(RejectionCode.CANNOT_SUPP)));
        }
        LocalMoment wanted = request.requested();
        Instant earliest = focRule.earliest(inquiry.receivedAt(), isSimple(request.port()));
        // A later date costs the carrier nothing; an earlier one is bound by its interval like a new request.
        if (wanted.instant().isBefore(old) && wanted.instant().isBefore(earliest)) {
            return new CarrierReply.SupplementRefused(List.of(reason(RejectionCode.DUE_DATE_TOO_SOON)));
        }
        Instant from = later(wanted.instant(), inquiry.now());
        return new CarrierReply.SupplementAgreed(focRule.nextPossible(from, wanted.zone()));
    }

    private CarrierReply cancel(Inquiry inquiry) {
        CarrierOrder order = inquiry.order();
        Script script = script(inquiry.request().port());
        boolean tooLate = order != null
                && (!order.activated().isEmpty()
                        || (order.status() == Status.APPROVED && !foc(order).isAfter(inquiry.receivedAt())));
        if (tooLate || (script != null && script.refusesCancel())) {
            return new CarrierReply.CancelRefused(List.of(reason(RejectionCode.CANNOT_CANCEL)));
        }
        return new CarrierReply.CancelConfirmed();
    }

    private Answer activate(Inquiry inquiry) {
        CarrierRequest request = inquiry.request();
        CarrierOrder order = inquiry.order();
        if (order == null || (order.status() != Status.APPROVED && order.status() != Status.ACTIVATED)) {
            return says(none(request, RejectionCode.OTHER));
        }
        Instant foc = foc(order);
        if (foc.isAfter(inquiry.now())) {
            return new Answer.NotYet(downtime.over(foc));
        }
        if (inquiry.receivedAt().isAfter(foc.plus(GRACE)) && order.status() != Status.ACTIVATED) {
            return says(none(request, RejectionCode.FOC_EXPIRED));
        }
        Set<String> held = new HashSet<>(order.port().numbers());
        Set<String> failing = failing(order, request);
        return says(new CarrierReply.Activated(
                request.activationTry(),
                request.port().numbers().stream()
                        .map(number -> new NumberOutcome(
                                number,
                                !held.contains(number)
                                        ? RejectionCode.NUMBER_NOT_FOUND
                                        : failing.contains(number) ? RejectionCode.CARRIER_BUSY : null))
                        .toList()));
    }

    private Set<String> failing(CarrierOrder order, CarrierRequest request) {
        Script script = script(request.port());
        ActivationFailure failure = script == null ? null : script.failure();
        if (failure == null || request.activationTry() > failure.tries()) {
            return Set.of();
        }
        List<String> numbers = order.port().numbers();
        int failingCount = failure.numbers() == null ? numbers.size() : Math.min(failure.numbers(), numbers.size());
        Set<String> failing = new HashSet<>(numbers.subList(numbers.size() - failingCount, numbers.size()));
        order.activated().forEach(failing::remove);
        return failing;
    }

    private static CarrierReply none(CarrierRequest request, RejectionCode why) {
        return new CarrierReply.Activated(
                request.activationTry(),
                request.port().numbers().stream()
                        .map(number -> new NumberOutcome(number, why))
                        .toList());
    }

    // ---- what all of them need
    // -----------------------------------------------------------------------------------------------

    /** One number that is alone on its account: the only simple port there is, for we hear of no special features. */
    private static boolean isSimple(PortDetails port) {
        return port.fullPort() && port.numbers().size() == 1;
    }

    private Instant afterThinking(Inquiry inquiry, String purpose) {
        double chance = chance(inquiry.request()).of("response time of " + purpose);
        return hours.add(inquiry.receivedAt(), carrier.responseTimes().at(chance));
    }

    private static Chance chance(CarrierRequest request) {
        return new Chance(request.orderId(), request.attempt());
    }

    private static @Nullable Script script(PortDetails port) {
        return MagicAccountNumber.read(port.accountNumber()) instanceof Script script ? script : null;
    }

    private static boolean isCurrent(Inquiry inquiry) {
        return inquiry.request().attempt() == inquiry.latestAttempt();
    }

    /** The order's FOC instant; long past if it has none. */
    private static Instant foc(@Nullable CarrierOrder order) {
        return order == null || order.foc() == null ? Instant.MIN : order.foc().instant();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Answer says(CarrierReply reply) {
        return new Answer.Says(reply, null);
    }

    private Reason reason(RejectionCode code) {
        return reason(code, List.of());
    }

    private Reason reason(RejectionCode code, List<String> numbers) {
        return new Reason(code, carrier.ownCode(code).orElse(null), numbers, Map.of());
    }

    private CarrierReply rejected(Malformed malformed) {
        String problem = malformed.problem();
        Map<String, String> texts = Map.of(
                "en", "The account number looks like one that forces an outcome, but cannot be read: " + problem + ".",
                "fr",
                        "Le numéro de compte ressemble à ceux qui forcent un résultat, mais il est illisible : "
                                + problem + ".",
                "ja", "結果を指定するアカウント番号のようですが、読み取れません：" + problem + "。");
        RejectionCode code = RejectionCode.ACCOUNT_NUMBER_MISMATCH;
        return new CarrierReply.Rejected(
                List.of(new Reason(code, carrier.ownCode(code).orElse(null), List.of(), texts)));
    }
}
