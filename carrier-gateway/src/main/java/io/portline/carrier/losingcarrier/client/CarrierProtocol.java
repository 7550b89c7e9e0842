package io.portline.carrier.losingcarrier.client;

import io.portline.carrier.carrierorder.CarrierReply;
import io.portline.carrier.carrierorder.CarrierReply.NumberOutcome;
import io.portline.carrier.carrierorder.CarrierReply.Reason;
import io.portline.carrier.carrierorder.CarrierRequest;
import io.portline.carrier.carrierorder.Inquiry;
import io.portline.carrier.carrierorder.PortDetails;
import io.portline.carrier.losingcarrier.Carrier;
import io.portline.carrier.losingcarrier.PasscodeOpener;
import io.portline.carrier.losingcarrier.client.CarrierAway.Kind;
import io.portline.numbering.LocalMoment;
import io.portline.numbering.RejectionCode;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The protocol's JSON, both ways. An answer that breaks the protocol is no answer: what a carrier says by mistake must not reach an order. */
final class CarrierProtocol {

    /** Unknown members are let pass, so that carriers can add to what they say. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final Duration USUAL_WAIT = Duration.ofHours(1);
    private static final Duration LONGEST_WAIT = Duration.ofDays(7);
    private static final int LONGEST_TEXT = 1_000;
    private static final int LONGEST_CODE = 40;

    private final Carrier carrier;
    private final PasscodeOpener passcodes;

    CarrierProtocol(Carrier carrier, PasscodeOpener passcodes) {
        this.carrier = carrier;
        this.passcodes = passcodes;
    }

    /**
     * What the carrier has said about a request that we have not recorded yet.
     *
     * @param reply the next thing; null if there is nothing new
     * @param more whether the carrier may say something more about it
     * @param askAgainAfter business time from now
     */
    record Said(@Nullable CarrierReply reply, boolean more, Duration askAgainAfter) {}

    /** The question as the carrier is sent it. The passcode goes with it only until the carrier has said something. */
    byte[] question(Inquiry inquiry) {
        CarrierRequest request = inquiry.request();
        PortDetails port = request.port();
        String passcode = port.passcode() == null || inquiry.answered() > 0
                ? null
                : passcodes.open(request.orderId(), port.passcode());
        LocalMoment requested = request.requested();
        return JSON.writeValueAsBytes(new Question(
                request.id(),
                request.kind().name(),
                request.orderId(),
                request.orderNumber(),
                request.attempt(),
                request.carrierId(),
                request.askedAt(),
                inquiry.answered(),
                new Port(
                        port.country(),
                        port.fullPort() ? "FULL" : "PARTIAL",
                        port.numbers(),
                        port.billingTelephoneNumber(),
                        port.replacementBillingTelephoneNumber(),
                        port.accountNumber(),
                        passcode,
                        port.holder(),
                        port.address(),
                        port.countryFields()),
                new Requested(requested.local().toString(), requested.zone().getId(), requested.instant()),
                request.activationTry()));
    }

    record Question(
            UUID requestId,
            String kind,
            UUID orderId,
            String orderNumber,
            int attempt,
            String carrierId,
            Instant askedAt,
            int known,
            Port port,
            Requested requested,
            int activationTry) {}

    record Port(
            String country,
            String portType,
            List<String> numbers,
            @Nullable String billingTelephoneNumber,
            @Nullable String replacementBillingTelephoneNumber,
            @Nullable String accountNumber,
            @Nullable String passcode,
            PortDetails.AccountHolder accountHolder,
            PortDetails.ServiceAddress serviceAddress,
            Map<String, String> countryFields) {

        /** Without any datum of the holder, and above all without the passcode. */
        @Override
        public String toString() {
            return "Port[" + country + ", " + numbers.size() + " numbers]";
        }
    }

    record Requested(String local, String zone, Instant instant) {}

    record Answer(
            @Nullable UUID requestId,
            @Nullable List<@Nullable Utterance> said,
            @Nullable Boolean more,
            @Nullable String askAgainAfter) {}

    record Utterance(
            @Nullable Integer sequence,
            @Nullable String kind,
            @Nullable Moment foc,
            @Nullable List<@Nullable SaidReason> reasons,
            @Nullable List<@Nullable SaidOutcome> activations) {}

    record Moment(@Nullable String local, @Nullable String zone) {}

    record SaidReason(
            @Nullable String code,
            @Nullable String carrierCode,
            @Nullable List<String> numbers,
            @Nullable Map<String, String> texts) {}

    record SaidOutcome(
            @Nullable String number,
            @Nullable Boolean activated,
            @Nullable String code) {}

    /** Reads what came back for an inquiry. */
    Said read(Inquiry inquiry, byte[] bytes) throws CarrierAway {
        Answer answer;
        try {
            answer = JSON.readValue(bytes, Answer.class);
        } catch (JacksonException unreadable) {
            // Without its message: it may quote the answer.
            throw unusable(
                    "it is no JSON of the protocol (" + unreadable.getClass().getSimpleName() + ")");
        }
        if (answer == null || !inquiry.request().id().equals(answer.requestId())) {
            throw unusable("it is about another request");
        }
        List<Utterance> said = inOrder(answer.said());
        if (said.size() < inquiry.answered()) {
            throw unusable("it has " + said.size() + " utterances where there were " + inquiry.answered());
        }
        boolean more = answer.more() == null || answer.more();
        Duration wait = wait(answer.askAgainAfter());
        if (said.size() == inquiry.answered()) {
            return new Said(null, more, wait);
        }
        CarrierReply reply = reply(inquiry, said.get(inquiry.answered()));
        boolean moreIsThere = said.size() > inquiry.answered() + 1;
        return new Said(reply, more || moreIsThere, moreIsThere ? Duration.ZERO : wait);
    }

    /** By sequence; one that comes twice is taken once. */
    private static List<Utterance> inOrder(@Nullable List<@Nullable Utterance> given) throws CarrierAway {
        if (given == null) {
            throw unusable("said is missing");
        }
        List<Utterance> said = new ArrayList<>();
        for (Utterance utterance : given) {
            if (utterance == null || utterance.sequence() == null) {
                throw unusable("an utterance without sequence");
            }
            int sequence = utterance.sequence();
            boolean again = sequence >= 1
                    && sequence <= said.size()
                    && said.get(sequence - 1).equals(utterance);
            if (again) {
                continue;
            }
            if (sequence != said.size() + 1) {
                throw unusable("utterance " + sequence + " where " + (said.size() + 1) + " is due");
            }
            said.add(utterance);
        }
        return said;
    }

    private static Duration wait(@Nullable String text) throws CarrierAway {
        if (text == null) {
            return USUAL_WAIT;
        }
        try {
            Duration wait = Duration.parse(text);
            if (wait.isNegative()) {
                throw unusable("askAgainAfter is negative");
            }
            return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
        } catch (DateTimeException _) {
            throw unusable("askAgainAfter is no duration");
        }
    }

    private CarrierReply reply(Inquiry inquiry, Utterance said) throws CarrierAway {
        boolean first = inquiry.answered() == 0;
        String kind = said.kind() == null ? "nothing" : said.kind();
        return switch (inquiry.request().kind()) {
            case PORT ->
                switch (kind) {
                    case "ACCEPTED" -> new CarrierReply.Accepted(foc(said, mustBe(first, kind)));
                    case "REJECTED" -> new CarrierReply.Rejected(reasons(inquiry, said, mustBe(first, kind)));
                    case "FOC_MOVED" -> new CarrierReply.FocMoved(foc(said, mustBe(!first, kind)));
                    case "APPROVAL_WITHDRAWN" ->
                        new CarrierReply.ApprovalWithdrawn(reasons(inquiry, said, mustBe(!first, kind)));
                    default -> throw outOfPlace(kind);
                };
            case SUPPLEMENT ->
                switch (kind) {
                    case "SUPPLEMENT_AGREED" -> new CarrierReply.SupplementAgreed(foc(said, mustBe(first, kind)));
                    case "SUPPLEMENT_REFUSED" ->
                        new CarrierReply.SupplementRefused(reasons(inquiry, said, mustBe(first, kind)));
                    default -> throw outOfPlace(kind);
                };
            case CANCEL ->
                switch (kind) {
                    case "CANCEL_CONFIRMED" -> {
                        mustBe(first, kind);
                        yield new CarrierReply.CancelConfirmed();
                    }
                    case "CANCEL_REFUSED" ->
                        new CarrierReply.CancelRefused(reasons(inquiry, said, mustBe(first, kind)));
                    default -> throw outOfPlace(kind);
                };
            case ACTIVATE -> {
                if (!kind.equals("ACTIVATED")) {
                    throw outOfPlace(kind);
                }
                mustBe(first, kind);
                yield new CarrierReply.Activated(inquiry.request().activationTry(), outcomes(inquiry.request(), said));
            }
        };
    }

    private static String mustBe(boolean inPlace, String kind) throws CarrierAway {
        if (!inPlace) {
            throw outOfPlace(kind);
        }
        return kind;
    }

    private static LocalMoment foc(Utterance said, String kind) throws CarrierAway {
        Moment foc = said.foc();
        if (foc == null || foc.local() == null || foc.zone() == null) {
            throw unusable(kind + " without foc");
        }
        try {
            return LocalMoment.of(LocalDateTime.parse(foc.local()), ZoneId.of(foc.zone()));
        } catch (DateTimeException _) {
            throw unusable(kind + " with a foc that is no local time and zone");
        }
    }

    private List<Reason> reasons(Inquiry inquiry, Utterance said, String kind) throws CarrierAway {
        List<@Nullable SaidReason> given = said.reasons();
        if (given == null || given.isEmpty()) {
            throw unusable(kind + " without a reason");
        }
        Set<String> ordered = new HashSet<>(inquiry.request().port().numbers());
        List<Reason> reasons = new ArrayList<>();
        for (SaidReason reason : given) {
            if (reason == null || (reason.code() == null && reason.carrierCode() == null)) {
                throw unusable(kind + " with a reason that has no code");
            }
            RejectionCode code = code(reason.code(), reason.carrierCode());
            List<String> numbers = reason.numbers() == null ? List.of() : reason.numbers();
            if (!ordered.containsAll(numbers)) {
                throw unusable(kind + " for numbers that are not in the order");
            }
            if (reason.carrierCode() != null && reason.carrierCode().length() > LONGEST_CODE) {
                throw unusable(kind + " with a code of more than " + LONGEST_CODE + " characters");
            }
            reasons.add(new Reason(code, reason.carrierCode(), numbers, texts(code, reason.texts())));
        }
        return reasons;
    }

    /** A code that we do not know is what the carrier's own code stands for, and otherwise OTHER. */
    private RejectionCode code(@Nullable String canonical, @Nullable String own) {
        return Optional.ofNullable(canonical)
                .flatMap(RejectionCode::of)
                .or(() -> carrier.ownCodes().entrySet().stream()
                        .filter(known -> known.getValue().equals(own))
                        .map(Map.Entry::getKey)
                        .sorted()
                        .findFirst())
                .or(() -> Optional.ofNullable(own).flatMap(RejectionCode::ofCarrierCode))
                .orElse(RejectionCode.OTHER);
    }

    private static Map<String, String> texts(RejectionCode code, @Nullable Map<String, String> given)
            throws CarrierAway {
        if (given == null || given.isEmpty()) {
            return Map.of();
        }
        Map<String, String> texts = new HashMap<>(code.texts());
        for (Map.Entry<String, String> text : given.entrySet()) {
            if (text.getValue() == null || text.getValue().length() > LONGEST_TEXT) {
                throw unusable("a text of more than " + LONGEST_TEXT + " characters");
            }
            // In a language that nobody reads here it is of no use.
            texts.computeIfPresent(text.getKey(), (_, _) -> text.getValue());
        }
        return texts;
    }

    private List<NumberOutcome> outcomes(CarrierRequest request, Utterance said) throws CarrierAway {
        Map<String, NumberOutcome> byNumber = new HashMap<>();
        List<@Nullable SaidOutcome> given = said.activations() == null ? List.of() : said.activations();
        for (SaidOutcome outcome : given) {
            if (outcome == null || outcome.number() == null || outcome.activated() == null) {
                throw unusable("an activation without number or outcome");
            }
            RejectionCode failure = outcome.activated() ? null : code(outcome.code(), outcome.code());
            if (byNumber.put(outcome.number(), new NumberOutcome(outcome.number(), failure)) != null) {
                throw unusable("a number with two outcomes");
            }
        }
        List<String> asked = request.port().numbers();
        if (byNumber.size() != asked.size() || !byNumber.keySet().containsAll(asked)) {
            throw unusable("outcomes of other numbers than those asked for");
        }
        List<NumberOutcome> outcomes = new ArrayList<>();
        for (String number : asked) {
            NumberOutcome outcome = byNumber.get(number);
            if (outcome != null) {
                outcomes.add(outcome);
            }
        }
        return outcomes;
    }

    private static CarrierAway outOfPlace(String kind) {
        return unusable(
                kind.length() > LONGEST_CODE ? "an unknown kind of utterance" : "\"" + kind + "\" is out of place");
    }

    private static CarrierAway unusable(String why) {
        return new CarrierAway(Kind.BRIEF, "the answer cannot be used: " + why);
    }
}
