package io.portline.notification.webhook.http;

import io.portline.messaging.trace.Tracing;
import io.portline.notification.delivery.Leases;
import io.portline.notification.delivery.QueueSignal;
import io.portline.notification.webhook.WebhookDelivery;
import io.portline.notification.webhook.WebhookOutcome;
import io.portline.notification.webhook.WebhookQueue;
import io.portline.notification.webhook.WebhookRetryPlan;
import io.portline.notification.webhook.WebhookSender;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Sends what is due: a few of each endpoint at a time, so that a slow endpoint holds up nobody else and memory is bounded
 * however much waits. Webhooks about one order or case go to an endpoint one after the other, in order, as far as they
 * are due together; one that has to be tried again comes after those that did not.
 */
final class WebhookDispatcher implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookDispatcher.class);

    private static final Duration IDLE = Duration.ofSeconds(20);
    private static final Duration AFTER_A_FAILURE_OF_OURS = Duration.ofSeconds(1);
    private static final Duration FIRST_REST = Duration.ofSeconds(1);
    private static final int DOUBLINGS = 8;

    private final WebhookQueue queue;
    private final Leases leases;
    private final WebhookSender sender;
    private final WebhookRetryPlan retryPlan;
    private final QueueSignal signal;
    private final Consumer<Instant> wakeAt;
    private final Consumer<WebhookOutcome> counted;
    private final Tracing tracing;
    private final Clock realClock;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<UUID> busy = ConcurrentHashMap.newKeySet();
    private final Map<UUID, Rest> resting = new ConcurrentHashMap<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean running;

    /** Endpoints that fail are left alone for a while, whatever else waits for them. */
    private record Rest(int failures, Instant until) {}

    WebhookDispatcher(
            WebhookQueue queue,
            WebhookSender sender,
            WebhookRetryPlan retryPlan,
            QueueSignal signal,
            Consumer<Instant> wakeAt,
            Consumer<WebhookOutcome> counted,
            Tracing tracing,
            Clock realClock) {
        this.queue = queue;
        this.leases = new Leases(queue, realClock);
        this.sender = sender;
        this.retryPlan = retryPlan;
        this.signal = signal;
        this.wakeAt = wakeAt;
        this.counted = counted;
        this.tracing = tracing;
        this.realClock = realClock;
    }

    @Override
    public void start() {
        running = true;
        thread("webhook-queue", this::takeAll);
        thread(
                "webhook-leases",
                () -> leases.keep(away -> LOG.warn("Cannot renew leases of webhooks, will try again", away)));
        wakeAt.accept(realClock.instant());
    }

    private static void thread(String name, Task task) {
        Thread.ofPlatform().daemon().name(name).start(() -> {
            try {
                task.run();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private interface Task {
        void run() throws InterruptedException;
    }

    @Override
    public void stop() {
        running = false;
        stopped.countDown();
        signal.raise();
        workers.shutdown();
        try {
            if (!workers.awaitTermination(20, TimeUnit.SECONDS)) {
                workers.shutdownNow();
            }
        } catch (InterruptedException hurried) {
            workers.shutdownNow();
            Thread.currentThread().interrupt();
        } finally {
            leases.close();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void takeAll() throws InterruptedException {
        while (running) {
            signal.await(IDLE);
            try {
                takeWhatIsDue();
            } catch (RuntimeException ours) {
                LOG.warn("Cannot take webhooks from the queue, will try again", ours);
                if (!stopped.await(AFTER_A_FAILURE_OF_OURS.toMillis(), TimeUnit.MILLISECONDS)) {
                    signal.raise();
                }
            }
        }
    }

    private void takeWhatIsDue() {
        while (running) {
            Instant until = leases.end();
            List<WebhookDelivery> due = queue.claim(unavailable(), until);
            if (due.isEmpty()) {
                queue.nextDue().ifPresent(wakeAt);
                return;
            }
            due.stream()
                    .filter(one -> leases.take(one.id(), until))
                    .collect(
                            Collectors.groupingBy(WebhookDelivery::endpointId, LinkedHashMap::new, Collectors.toList()))
                    .forEach((endpoint, deliveries) -> {
                        busy.add(endpoint);
                        workers.execute(() -> serve(endpoint, deliveries));
                    });
        }
    }

    private Set<UUID> unavailable() {
        Instant now = realClock.instant();
        resting.values().removeIf(rest -> rest.until().plus(Duration.ofHours(1)).isBefore(now));
        Set<UUID> unavailable = new HashSet<>(busy);
        resting.forEach((endpoint, rest) -> {
            if (now.isBefore(rest.until())) {
                unavailable.add(endpoint);
            }
        });
        return unavailable;
    }

    private void serve(UUID endpoint, List<WebhookDelivery> deliveries) {
        try {
            Map<Object, List<WebhookDelivery>> bySubject = deliveries.stream()
                    .collect(
                            Collectors.groupingBy(WebhookDispatcher::subject, LinkedHashMap::new, Collectors.toList()));
            List<Thread> threads = new ArrayList<>();
            for (List<WebhookDelivery> inOrder : bySubject.values()) {
                threads.add(Thread.ofVirtual().start(() -> inOrder.forEach(this::send)));
            }
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } finally {
            busy.remove(endpoint);
            signal.raise();
        }
    }

    private static Object subject(WebhookDelivery delivery) {
        return delivery.event().subject() == null
                ? delivery.id()
                : Objects.requireNonNull(delivery.event().subject()).id();
    }

    private void send(WebhookDelivery delivery) {
        try (Tracing.Scope _ = tracing.running("webhook", subject(delivery).toString(), delivery.trace())) {
            Instant now = realClock.instant();
            Rest rest = resting.get(delivery.endpointId());
            if (!leases.mayBegin(delivery.id())) {
                // Somebody else may have it by now; if nobody has, it is due again.
                return;
            }
            if (!running || (rest != null && now.isBefore(rest.until()))) {
                queue.putBack(List.of(delivery.id()), rest == null ? now : rest.until());
                return;
            }
            WebhookOutcome outcome =
                    retryPlan.judge(sender.post(delivery), delivery.attempts() + 1, realClock.instant());
            note(delivery.endpointId(), outcome);
            queue.record(delivery, outcome);
            counted.accept(outcome);
        } catch (RuntimeException ours) {
            // The lease ends and it is sent again; its webhook-id tells the receiver that it knows it.
            LOG.warn("Webhook delivery {} could not be sent or recorded", delivery.id(), ours);
        } finally {
            leases.letGo(List.of(delivery.id()));
        }
    }

    private void note(UUID endpoint, WebhookOutcome outcome) {
        if (outcome instanceof WebhookOutcome.Postponed || outcome instanceof WebhookOutcome.GivenUp) {
            Instant now = realClock.instant();
            resting.compute(endpoint, (_, rest) -> {
                if (rest != null && now.isBefore(rest.until())) {
                    return rest;
                }
                int failures = rest == null ? 0 : Math.min(rest.failures() + 1, DOUBLINGS);
                return new Rest(failures, now.plus(FIRST_REST.multipliedBy(1L << failures)));
            });
        } else {
            resting.remove(endpoint);
        }
    }
}
