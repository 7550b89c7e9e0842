package io.portline.local.demo;

import io.portline.local.demo.DemoOrder.Place;
import io.portline.local.demo.PortlineApi.Answer;
import io.portline.local.demo.PortlineApi.ApiRefusal;
import io.portline.numbering.PhoneNumber;
import io.portline.schemas.PortOrderChange;
import io.portline.schemas.PortOrderStatus;
import io.portline.schemas.PortOrderStatusEvent;
import io.portline.schemas.RejectionReason;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Walks every magic outcome: submits an order for each as the demo tenants, follows the status events from Kafka, plays the admin where one has to act,
 * and prints what happened against what should.
 */
public final class AllOutcomes {
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    /** Of real time: after the last change nothing more should come, or it is a difference. */
    private static final Duration AFTERMATH = Duration.ofSeconds(3);

    /** Random numbers may be in an order of an earlier walk. */
    private static final int TRIES_TO_SUBMIT = 5;

    /** The order has changed between being read and being acted on. */
    private static final int CHANGED_MEANWHILE = 412;

    private static final Set<PortOrderStatus> ENDS = Set.of(PortOrderStatus.COMPLETED, PortOrderStatus.ERROR);

    private final DemoAddresses addresses;
    private final PortlineApi american;
    private final PortlineApi french;
    private final PrintStream out;
    private final Clock realClock = Clock.systemUTC();
    private final SecureRandom random = new SecureRandom();
    private final BlockingQueue<PortOrderStatusEvent> arrived = new LinkedBlockingQueue<>();
    private final Map<String, Walk> walks = new LinkedHashMap<>();

    private AllOutcomes(DemoAddresses addresses, PortlineApi american, PortlineApi french, PrintStream out) {
        this.addresses = addresses;
        this.american = american;
        this.french = french;
        this.out = out;
    }

    /**
     * Walks.
     *
     * @param american where Portline is, as the client of the American tenant
     * @param french the same as the client of the French tenant
     * @return whether everything happened as it should
     */
    public static boolean run(DemoAddresses american, DemoAddresses french, PrintStream out) {
        try (PortlineApi forAmerica = api(american);
                PortlineApi forFrance = api(french);
                StatusEvents events = StatusEvents.fromNowOn(american)) {
            AllOutcomes all = new AllOutcomes(american, forAmerica, forFrance, out);
            events.onEvent(all.arrived::add);
            return all.walk();
        }
    }

    private static PortlineApi api(DemoAddresses addresses) {
        return new PortlineApi(
                addresses.identity(), addresses.orderService(), addresses.clientId(), addresses.clientSecret());
    }

    /** One outcome under way. */
    private static final class Walk {
        private final Outcome outcome;
        private final String id;
        private final String number;
        private final List<PortOrderStatusEvent> events = new ArrayList<>();
        private boolean turned;
        private @Nullable String trouble;
        private @Nullable Instant endedAt;

        Walk(Outcome outcome, String id, String number) {
            this.outcome = outcome;
            this.id = id;
            this.number = number;
            this.turned = outcome.turn() == Outcome.Turn.NOTHING;
        }

        boolean isOver() {
            return trouble != null || endedAt != null;
        }

        Optional<String> problem() {
            if (trouble != null) {
                return Optional.of(trouble);
            }
            if (events.isEmpty()) {
                return Optional.of("nothing was heard of it");
            }
            if (!turned) {
                return Optional.of("the moment for " + outcome.turn() + " did not come");
            }
            return outcome.check().problem(events);
        }
    }

    private boolean walk() {
        Instant begun = realClock.instant();
        List<Outcome> outcomes = Outcome.all();
        out.printf("Submitting %d orders, one for each magic account number …%n", outcomes.size());
        outcomes.forEach(this::submit);
        out.println("Following them from Kafka; the slowest takes some weeks of business time …");
        follow();
        boolean right = show();
        out.printf(
                "%n%s in %d s. The orders are on %s%n",
                right ? "Everything happened as it should" : "NOT everything happened as it should",
                Duration.between(begun, realClock.instant()).toSeconds(),
                addresses.dashboard());
        return right;
    }

    private void submit(Outcome outcome) {
        for (int attempt = 1; ; attempt++) {
            try {
                JsonNode created = submitOnce(outcome);
                String id = created.path("id").asString();
                walks.put(id, new Walk(outcome, id, created.path("number").asString()));
                return;
            } catch (ApiRefusal refused) {
                if (refused.status() != 422 || attempt == TRIES_TO_SUBMIT) {
                    Walk refusedWalk = new Walk(outcome, outcome.accountNumber(), "-");
                    refusedWalk.trouble = "not taken: " + firstLine(refused);
                    walks.put(outcome.accountNumber(), refusedWalk);
                    return;
                }
            }
        }
    }

    private JsonNode submitOnce(Outcome outcome) {
        List<PhoneNumber> numbers = outcome.place().numbers(outcome.numbers(), random);
        LocalDateTime now = LocalDateTime.ofInstant(
                addresses.businessClock().instant(), outcome.place().zone());
        DemoOrder order = new DemoOrder(
                outcome.accountNumber(),
                outcome.place(),
                outcome.carrierId(),
                outcome.accountNumber(),
                DemoOrder.Turn.NOTHING,
                "",
                outcome.place() == Place.PARIS ? "fr" : "en");
        ObjectNode body = order.body(numbers.getFirst(), now);
        String csv = numbers.stream().map(PhoneNumber::e164).collect(Collectors.joining("\n", "PhoneNumber\n", "\n"));
        byte[] letter = LetterOfAuthorization.signed(
                DemoOrder.ORGANISATION,
                DemoOrder.AUTHORISED_PERSON,
                outcome.carrierId(),
                now.toLocalDate().minusDays(1));
        return api(outcome).submit(body, csv, letter).orThrow();
    }

    private PortlineApi api(Outcome outcome) {
        return outcome.place() == Place.PARIS ? french : american;
    }

    private void follow() {
        Instant giveUp = realClock.instant().plus(PATIENCE);
        int over = 0;
        while (realClock.instant().isBefore(giveUp) && !allOverForAWhile()) {
            PortOrderStatusEvent event = next();
            if (event == null) {
                continue;
            }
            Walk walk = walks.get(event.getOrderId().toString());
            if (walk == null) {
                continue;
            }
            walk.events.add(event);
            takeTurn(walk, event);
            boolean ended =
                    event.getChange() == walk.outcome.last() || (walk.turned && ENDS.contains(event.getStatus()));
            if (ended && walk.endedAt == null) {
                walk.endedAt = realClock.instant();
                over++;
                out.printf(
                        "  %3d of %d  %-10s %-36s %s%n",
                        over,
                        walks.size(),
                        walk.number,
                        shortened(walk.outcome.accountNumber(), 36),
                        event.getStatus());
            }
        }
    }

    private boolean allOverForAWhile() {
        Instant now = realClock.instant();
        return walks.values().stream()
                .allMatch(walk -> walk.trouble != null
                        || (walk.endedAt != null && walk.endedAt.plus(AFTERMATH).isBefore(now)));
    }

    private @Nullable PortOrderStatusEvent next() {
        try {
            return arrived.poll(500, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while following the orders", e);
        }
    }

    private void takeTurn(Walk walk, PortOrderStatusEvent event) {
        if (walk.turned || walk.isOver() || !walk.outcome.turn().isDueAfter(event.getChange())) {
            return;
        }
        walk.turned = true;
        Answer answer = act(walk, event);
        for (int again = 0; answer.status() == CHANGED_MEANWHILE && again < 3; again++) {
            answer = act(walk, event);
        }
        if (answer.status() / 100 != 2) {
            walk.trouble = walk.outcome.turn() + " was refused: " + answer.status() + " "
                    + answer.body().path("type").asString("");
        }
    }

    private Answer act(Walk walk, PortOrderStatusEvent event) {
        PortlineApi api = api(walk.outcome);
        return switch (walk.outcome.turn()) {
            case CANCEL_WHEN_ASKED, CANCEL_WHEN_OVERDUE, CANCEL_WHEN_APPROVED -> api.cancel(walk.id);
            case ASK_FOR_A_LATER_DATE -> api.changeFocDate(walk.id, laterDate(event));
            case NOTHING -> throw new IllegalStateException("nothing to do");
        };
    }

    /** A week after the committed date, at ten. */
    private static String laterDate(PortOrderStatusEvent event) {
        return LocalDateTime.parse(event.getFoc() == null ? "" : event.getFoc().getLocal())
                .plusDays(7)
                .withHour(10)
                .withMinute(0)
                .toString();
    }

    private boolean show() {
        out.printf(
                "%n%-10s %-46s %-70s %s%n%s%n",
                "order", "account number", "what should happen", "what happened", "-".repeat(170));
        boolean right = true;
        for (Walk walk : walks.values()) {
            Optional<String> problem = walk.problem();
            right &= problem.isEmpty();
            out.printf(
                    "%-10s %-46s %-70s %-3s %s%n",
                    walk.number,
                    shortened(walk.outcome.accountNumber(), 46),
                    shortened(walk.outcome.should(), 70),
                    problem.isEmpty() ? "ok" : "NO",
                    happened(walk) + problem.map(what -> "  <- " + what).orElse(""));
        }
        long differences = walks.values().stream()
                .filter(walk -> walk.problem().isPresent())
                .count();
        out.printf("%n%d outcomes, %d differences%n", walks.size(), differences);
        return right;
    }

    /** What the carrier and the admin did, in their order; what every order goes through is left out. */
    private static String happened(Walk walk) {
        Set<PortOrderChange> usual =
                Set.of(PortOrderChange.SUBMITTED, PortOrderChange.INTAKE_APPROVED, PortOrderChange.TRANSFER_LOCKED);
        return walk.events.stream()
                .filter(event -> !usual.contains(event.getChange()))
                .map(AllOutcomes::words)
                .collect(Collectors.joining(", "));
    }

    private static String words(PortOrderStatusEvent event) {
        String reasons = event.getReasons().stream()
                .map(RejectionReason::getCode)
                .map(CharSequence.class::cast)
                .collect(Collectors.joining(" "));
        return event.getChange() + (reasons.isEmpty() ? "" : " (" + reasons + ")");
    }

    private static String shortened(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }

    private static String firstLine(ApiRefusal refused) {
        return String.valueOf(refused.getMessage()).replaceAll("\\s+", " ");
    }
}
