package io.portline.local.demo;

import io.portline.local.demo.PortlineApi.Answer;
import io.portline.numbering.PhoneNumber;
import io.portline.schemas.LocalMoment;
import io.portline.schemas.PortOrderStatusEvent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Submits real orders as a tenant and shows their status events as they arrive from Kafka, until each has ended as its
 * account number says, then the mails that went out.
 */
public final class Demo {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration MAIL_PATIENCE = Duration.ofSeconds(20);
    private static final int NUMBERS_PER_ORDER = 3;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final DemoAddresses addresses;
    private final PrintStream out;
    private final Clock realClock = Clock.systemUTC();
    private final BlockingQueue<PortOrderStatusEvent> arrived = new LinkedBlockingQueue<>();

    private Demo(DemoAddresses addresses, PrintStream out) {
        this.addresses = addresses;
        this.out = out;
    }

    /**
     * Plays the demo.
     *
     * @return whether everything ended as it should
     */
    public static boolean run(DemoAddresses addresses, PrintStream out) {
        return new Demo(addresses, out).play();
    }

    private static final class Running {
        private final DemoOrder order;
        private final ObjectNode body;
        private final String id;
        private final String number;
        private boolean turned;
        private String status = "";

        Running(DemoOrder order, ObjectNode body, String id, String number) {
            this.order = order;
            this.body = body;
            this.id = id;
            this.number = number;
        }

        boolean ended() {
            boolean waitsForTurn = order.turn() != DemoOrder.Turn.NOTHING && !turned;
            return status.equals(order.expected()) && !waitsForTurn;
        }
    }

    private boolean play() {
        Instant begun = realClock.instant();
        try (PortlineApi api = new PortlineApi(
                        addresses.identity(),
                        addresses.orderService(),
                        addresses.clientId(),
                        addresses.clientSecret());
                StatusEvents events = StatusEvents.fromNowOn(addresses)) {
            events.onEvent(arrived::add);
            List<Running> orders = submitAll(api);
            follow(api, orders);
            boolean mailed = showMails(orders);
            boolean asExpected = showOutcomes(orders);
            out.printf(
                    "%n%s in %d s. The orders are on %s%n",
                    asExpected && mailed ? "Everything happened as it should" : "NOT everything happened as it should",
                    Duration.between(begun, realClock.instant()).toSeconds(),
                    addresses.dashboard());
            return asExpected && mailed;
        }
    }

    private List<Running> submitAll(PortlineApi api) {
        SecureRandom random = new SecureRandom();
        List<Running> orders = new ArrayList<>();
        out.println("Submitting, each with its numbers as CSV and its letter of authorization as PDF:");
        for (DemoOrder order : DemoOrder.all()) {
            List<PhoneNumber> numbers = order.place().numbers(NUMBERS_PER_ORDER, random);
            String csv =
                    numbers.stream().map(PhoneNumber::e164).collect(Collectors.joining("\n", "PhoneNumber\n", "\n"));
            LocalDateTime now =
                    LocalDateTime.ofInstant(addresses.businessClock().instant(), order.zone());
            ObjectNode body = order.body(numbers.getFirst(), now);
            byte[] letter = LetterOfAuthorization.signed(
                    DemoOrder.ORGANISATION,
                    DemoOrder.AUTHORISED_PERSON,
                    order.carrierId(),
                    now.toLocalDate().minusDays(1));
            JsonNode created = api.submit(body, csv, letter).orThrow();
            Running running = new Running(
                    order,
                    body,
                    created.path("id").asString(),
                    created.path("number").asString());
            numbers.forEach(number -> body.withArray("numbers").add(number.e164()));
            body.put("loaDocumentId", created.path("loaDocumentId").asString());
            orders.add(running);
            out.printf(
                    "  %-10s %-13s %-52s %s%n",
                    running.number, order.carrierId(), order.accountNumber(), order.story());
        }
        return orders;
    }

    private LocalDateTime businessNow(DemoOrder order) {
        return LocalDateTime.ofInstant(addresses.businessClock().instant(), order.zone());
    }

    private void follow(PortlineApi api, List<Running> orders) {
        out.printf(
                "%nAs they arrive from Kafka:%n  %-10s %3s  %-22s %-19s %-22s %s%n",
                "order", "v", "what happened", "status", "business time (UTC)", "FOC, in local time");
        Instant giveUp = realClock.instant().plus(PATIENCE);
        while (orders.stream().anyMatch(order -> !order.ended())
                && realClock.instant().isBefore(giveUp)) {
            PortOrderStatusEvent event = next();
            if (event == null) {
                continue;
            }
            orders.stream()
                    .filter(order -> order.id.equals(event.getOrderId().toString()))
                    .forEach(order -> {
                        show(event);
                        order.status = event.getStatus().name();
                        takeTurn(api, order);
                    });
        }
    }

    private @org.jspecify.annotations.Nullable PortOrderStatusEvent next() {
        try {
            return arrived.poll(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while following the orders", e);
        }
    }

    private void show(PortOrderStatusEvent event) {
        LocalMoment foc = event.getFoc();
        out.printf(
                "  %-10s %3d  %-22s %-19s %-22s %s%s%n",
                event.getOrderNumber(),
                event.getVersion(),
                event.getChange(),
                event.getStatus(),
                event.getOccurredAt().truncatedTo(java.time.temporal.ChronoUnit.SECONDS),
                foc == null ? "" : foc.getLocal() + " " + foc.getZone(),
                event.getReasons().stream()
                        .map(reason -> " " + reason.getCode() + " at " + reason.getPointer())
                        .collect(Collectors.joining(",")));
    }

    private void takeTurn(PortlineApi api, Running order) {
        if (order.turned) {
            return;
        }
        switch (order.order.turn()) {
            case NOTHING -> order.turned = true;
            case CANCEL_AT_THE_CARRIER -> {
                if (order.status.equals("CONTACTING_CARRIER")) {
                    order.turned = true;
                    report(order, "the admin cancels", api.cancel(order.id));
                }
            }
            case CORRECT_AND_RESUBMIT -> {
                if (order.status.equals("ERROR")) {
                    order.turned = true;
                    LocalDateTime now = businessNow(order.order);
                    order.body.put("accountNumber", "ACCEPT").put("requestedPortDate", DemoOrder.portDate(now));
                    report(order, "the admin corrects the account number", api.resubmit(order.id, order.body));
                }
            }
        }
    }

    private void report(Running order, String what, Answer answer) {
        answer.orThrow();
        out.printf("  %-10s      %s%n", order.number, what);
    }

    private boolean showOutcomes(List<Running> orders) {
        out.printf("%nWhat came of it:%n");
        boolean all = true;
        for (Running order : orders) {
            boolean right = order.ended();
            all &= right;
            out.printf(
                    "  %-10s %-3s %-18s %s%n",
                    order.number,
                    right ? "ok" : "NO",
                    order.status,
                    right
                            ? order.order.story()
                            : order.order.story() + ": should have ended in " + order.order.expected());
        }
        return all;
    }

    /** Mails follow the events at their own pace; the last status of each order must reach its contact. */
    private boolean showMails(List<Running> orders) {
        Instant giveUp = realClock.instant().plus(MAIL_PATIENCE);
        List<JsonNode> mails = mailsOf(orders);
        while (!lastStatusMailed(orders, mails) && realClock.instant().isBefore(giveUp)) {
            next();
            mails = mailsOf(orders);
        }
        TreeMap<String, Long> byLanguage = mails.stream()
                .collect(Collectors.groupingBy(
                        mail -> mail.path("language").asString(), TreeMap::new, Collectors.counting()));
        out.printf("%n%d mails went out %s; the last ones:%n", mails.size(), byLanguage);
        mails.stream()
                .limit(8)
                .forEach(mail -> out.printf(
                        "  %-32s %s%n",
                        mail.path("to").asString(), mail.path("subject").asString()));
        out.printf("  all of them: %s%n", addresses.mailView());
        boolean complete = lastStatusMailed(orders, mails);
        if (!complete) {
            out.println("  NOT every contact got the mail about the last status");
        }
        return complete;
    }

    private static boolean lastStatusMailed(List<Running> orders, List<JsonNode> mails) {
        return orders.stream()
                .allMatch(order -> mails.stream()
                        .anyMatch(mail -> isAbout(order, mail)
                                && mail.path("to").asString().contains("numbers-" + order.order.language())
                                && mail.path("headers")
                                        .path("x-portline-status")
                                        .path(0)
                                        .asString("")
                                        .equals(order.status)));
    }

    private static boolean isAbout(Running order, JsonNode mail) {
        return mail.path("subject").asString().contains(order.number);
    }

    private List<JsonNode> mailsOf(List<Running> orders) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(addresses.mailView().resolve("/mails"))
                    .header("Accept", "application/json")
                    .timeout(Duration.ofSeconds(10))
                    .build();
            List<JsonNode> mails = new ArrayList<>();
            for (JsonNode mail :
                    JSON.readTree(http.send(request, BodyHandlers.ofString()).body())) {
                if (orders.stream().anyMatch(order -> isAbout(order, mail))) {
                    mails.add(mail);
                }
            }
            return mails;
        } catch (IOException e) {
            throw new UncheckedIOException("No answer from the mail sink: is Portline up?", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while reading the mails", e);
        }
    }
}
