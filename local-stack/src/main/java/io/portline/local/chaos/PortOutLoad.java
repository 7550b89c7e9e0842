package io.portline.local.chaos;

import io.portline.local.demo.DemoOrder.Place;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.net.URI;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Winning carriers that ask, with the right PIN, for numbers whose orders have been completed. */
final class PortOutLoad {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final PatientApi orders;
    private final PatientApi gateway;
    private final URI orderService;
    private final URI carrierGateway;
    private final Supplier<Clock> businessClock;
    private final CountDownLatch ended;
    private final String pin;
    private final Queue<Candidate> candidates = new ConcurrentLinkedQueue<>();
    private final AtomicInteger begun = new AtomicInteger();
    private final Set<String> promised = ConcurrentHashMap.newKeySet();

    private record Candidate(String orderId, Place place, String number) {}

    /** @param pin what the tenant sets at first and the carriers offer */
    PortOutLoad(
            PatientApi orders,
            PatientApi gateway,
            URI orderService,
            URI carrierGateway,
            Supplier<Clock> businessClock,
            CountDownLatch ended,
            String pin) {
        this.orders = orders;
        this.gateway = gateway;
        this.orderService = orderService;
        this.carrierGateway = carrierGateway;
        this.businessClock = businessClock;
        this.ended = ended;
        this.pin = pin;
    }

    void start() {
        Thread.ofVirtual().name("port-outs").start(this::run);
    }

    /** An order whose number is to leave again once it is ours. */
    void offer(String orderId, Place place, String number) {
        candidates.add(new Candidate(orderId, place, number));
    }

    /** How many port-outs were asked for, answered or not. */
    int begun() {
        return begun.get();
    }

    /** Ids of the port-outs that the winning carriers were promised. */
    Set<String> promised() {
        return Set.copyOf(promised);
    }

    private void run() {
        try {
            Optional<PatientApi.Answer> set = orders.answer(
                    "PUT",
                    orderService.resolve("/api/v1/port-out-pin"),
                    Map.of("Content-Type", "application/json"),
                    JSON.writeValueAsBytes(Map.of("pin", pin)));
            if (set.isEmpty() || !set.get().succeeded()) {
                return;
            }
            while (!ended.await(200, TimeUnit.MILLISECONDS)) {
                Candidate next = candidates.poll();
                if (next != null) {
                    askOnceItIsOurs(next);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void askOnceItIsOurs(Candidate candidate) {
        String status = orders.get(orderService.resolve("/api/v1/port-orders/" + candidate.orderId()))
                .map(answer -> answer.body().path("status").asString(""))
                .orElse("");
        switch (status) {
            case "COMPLETED" -> ask(candidate);
            case "ERROR", "CANCELLED", "" -> {}
            default -> candidates.add(candidate);
        }
    }

    private void ask(Candidate candidate) {
        begun.incrementAndGet();
        ObjectNode body = JSON.createObjectNode();
        body.putArray("numbers").add(candidate.number());
        body.put("pin", pin);
        body.put(
                "requestedPortDate",
                LocalDateTime.ofInstant(
                                businessClock.get().instant(), candidate.place().zone())
                        .plusDays(10)
                        .withHour(10)
                        .withMinute(0)
                        .withSecond(0)
                        .withNano(0)
                        .toString());
        gateway.answer(
                        "POST",
                        carrierGateway.resolve(
                                "/api/v1/winning-carriers/" + Load.carrier(candidate.place()) + "/port-outs"),
                        Map.of("Content-Type", "application/json", "Idempotency-Key", Load.key()),
                        JSON.writeValueAsBytes(body))
                .filter(PatientApi.Answer::succeeded)
                .map(answer -> answer.body().path("portOutId").asString(""))
                .filter(id -> !id.isEmpty())
                .ifPresent(promised::add);
    }
}
