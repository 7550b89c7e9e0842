package io.portline.messaging.inbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.portline.messaging.codec.MessageCodec;
import io.portline.messaging.deadletter.DeadLetterPublisher;
import io.portline.messaging.deadletter.DeadLetterStore;
import io.portline.messaging.deadletter.Redelivery;
import io.portline.messaging.deadletter.StoredRecord;
import io.portline.messaging.kafka.KafkaSettings;
import io.portline.messaging.trace.Tracing;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.transaction.support.TransactionOperations;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Builds a container for each {@link Subscription} and runs it. */
public final class InboxContainers implements SmartLifecycle, Redelivery {

    private static final Logger log = LoggerFactory.getLogger(InboxContainers.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration LONG_IN_HAND = Duration.ofMinutes(1);

    /** For the batches in hand; one that takes longer is rolled back when the database is let go, and handled by another. */
    private static final Duration STOP_TIME = Duration.ofSeconds(15);

    private final List<Consumer<?>> consumers = new ArrayList<>();
    private final InboxSettings settings;
    private final Clock businessClock;
    private volatile boolean running;
    private volatile List<Thread> keepers = List.of();

    /** @param clients makes the consumers of given settings */
    public InboxContainers(
            List<Subscription<?>> subscriptions,
            MessageCodec codec,
            JdbcClient jdbc,
            TransactionOperations transaction,
            DeadLetterStore deadLetters,
            DeadLetterPublisher publisher,
            KafkaSettings kafka,
            InboxSettings settings,
            Clock businessClock,
            MeterRegistry meters,
            Tracing tracing,
            Function<Map<String, Object>, ConsumerFactory<byte[], byte[]>> clients) {
        this.settings = settings;
        this.businessClock = businessClock;
        Set<String> names = new HashSet<>();
        InboxTable table = new InboxTable(jdbc);
        for (Subscription<?> subscription : subscriptions) {
            if (!names.add(subscription.consumer())) {
                throw new IllegalArgumentException("two subscriptions are called " + subscription.consumer());
            }
            consumers.add(consumer(
                    subscription, codec, table, transaction, deadLetters, publisher, kafka, meters, tracing, clients));
        }
    }

    private <R> Consumer<R> consumer(
            Subscription<R> subscription,
            MessageCodec codec,
            InboxTable table,
            TransactionOperations transaction,
            DeadLetterStore deadLetters,
            DeadLetterPublisher publisher,
            KafkaSettings kafka,
            MeterRegistry meters,
            Tracing tracing,
            Function<Map<String, Object>, ConsumerFactory<byte[], byte[]>> clients) {
        Inbox<R> inbox = new Inbox<>(
                subscription,
                codec,
                table,
                deadLetters,
                transaction,
                InboxMetrics.of(meters, subscription.consumer()),
                tracing);
        InboxListener<R> listener = new InboxListener<>(inbox, publisher, settings);

        ContainerProperties properties = new ContainerProperties(subscription.topic());
        properties.setGroupId(subscription.consumer());
        properties.setAckMode(ContainerProperties.AckMode.MANUAL);
        properties.setMessageListener(listener);
        properties.setConsumerRebalanceListener(listener);
        properties.setMissingTopicsFatal(false);
        properties.setSyncCommits(true);
        properties.setPollTimeout(500);
        properties.setAuthExceptionRetryInterval(Duration.ofSeconds(10));
        properties.setShutdownTimeout(STOP_TIME.toMillis());
        SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor(subscription.consumer() + "-");
        // Platform threads, for these live as long as the service: docs/decisions/0006.
        executor.setDaemon(true);
        properties.setListenerTaskExecutor(executor);

        Map<String, Object> client = kafka.consumer();
        client.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, settings.maxPollRecords());
        ConcurrentMessageListenerContainer<byte[], byte[]> container =
                new ConcurrentMessageListenerContainer<>(clients.apply(client), properties);
        container.setBeanName(subscription.consumer());
        container.setConcurrency(settings.concurrency());
        container.setCommonErrorHandler(new PollAgain());
        Gauge.builder("portline.inbox.lag", container, InboxContainers::lag)
                .tag("consumer", subscription.consumer())
                .description("Records that this process has not read yet, of the partition that is furthest behind")
                .register(meters);
        // Lag is measured by polls, so that a consumer that stands still in the middle of one has none.
        TimeGauge.builder("portline.inbox.in.hand", listener, TimeUnit.SECONDS, InboxContainers::secondsInHand)
                .tag("consumer", subscription.consumer())
                .description("For how long the poll that this process has in hand has been handled")
                .register(meters);
        if (settings.enabled()) {
            Gauge.builder("portline.inbox.running", container, running -> running.isRunning() ? 1 : 0)
                    .tag("consumer", subscription.consumer())
                    .description("1 while this process consumes, or would if it had a partition")
                    .register(meters);
        }
        return new Consumer<>(inbox, listener, container);
    }

    private static double secondsInHand(InboxListener<?> listener) {
        return listener.inHand().toMillis() / 1e3;
    }

    /** As Kafka's client last measured it; 0 while it has no partition. */
    private static double lag(ConcurrentMessageListenerContainer<?, ?> container) {
        return container.metrics().values().stream()
                .flatMap(metrics -> metrics.entrySet().stream())
                .filter(metric -> metric.getKey().name().equals("records-lag-max"))
                .mapToDouble(
                        metric -> metric.getValue().metricValue() instanceof Double value && !value.isNaN() ? value : 0)
                .max()
                .orElse(0);
    }

    @Override
    public void start() {
        running = true;
        if (settings.enabled()) {
            keepers = consumers.stream()
                    .map(consumer -> Thread.ofPlatform()
                            .daemon()
                            .name("keep-" + consumer.inbox().subscription().consumer())
                            .start(() -> keepRunning(consumer)))
                    .toList();
        }
    }

    /** Neither Kafka nor the database may keep the service from starting, and a container that has ended by itself is started anew. */
    private void keepRunning(Consumer<?> consumer) {
        while (running) {
            if (!consumer.container().isRunning()) {
                start(consumer);
            }
            try {
                Thread.sleep(RETRY);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void start(Consumer<?> consumer) {
        ConcurrentMessageListenerContainer<byte[], byte[]> container = consumer.container();
        try {
            consumer.inbox().started(businessClock.instant());
            container.start();
        } catch (RuntimeException e) {
            log.warn("{} cannot start yet: {}", consumer.inbox().subscription().consumer(), e.toString());
            // One that failed halfway, say at Kafka's name that means nothing yet, calls itself running.
            container.stop(() -> {});
        }
        if (!running) {
            container.stop(() -> {});
        }
    }

    @Override
    public void stop() {
        running = false;
        keepers.forEach(Thread::interrupt);
        try {
            for (Thread each : keepers) {
                each.join(RETRY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        CountDownLatch stopped = new CountDownLatch(consumers.size());
        consumers.forEach(consumer -> consumer.container().stop(stopped::countDown));
        try {
            if (!stopped.await(STOP_TIME.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("A batch is not done after {} s; it will be handled again", STOP_TIME.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** After everything that handlers use has started, and stopped before it. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 100;
    }

    @Override
    public void lock(String consumer, String topic, String key) {
        inbox(consumer).lock(key);
    }

    @Override
    public boolean keepsOrder(String consumer) {
        return inbox(consumer).subscription().onDeadLetter() == OnDeadLetter.PARK_KEY;
    }

    @Override
    public void handleAgain(StoredRecord stored) {
        inbox(stored.consumer()).handleAgain(stored);
    }

    private Inbox<?> inbox(String consumer) {
        return consumers.stream()
                .map(Consumer::inbox)
                .filter(inbox -> inbox.subscription().consumer().equals(consumer))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no subscription is called " + consumer));
    }

    /** For the health page: each consumer with what it is doing. */
    public Map<String, String> states() {
        Map<String, String> states = new LinkedHashMap<>();
        for (Consumer<?> consumer : consumers) {
            states.put(consumer.inbox().subscription().consumer(), state(consumer));
        }
        return states;
    }

    private String state(Consumer<?> consumer) {
        if (!settings.enabled()) {
            return "disabled";
        }
        if (!consumer.container().isRunning()) {
            return running ? "starting" : "stopped";
        }
        Map<?, InboxListener.Trouble> troubles = consumer.listener().troubles();
        if (!troubles.isEmpty()) {
            return "waiting: " + troubles.values().iterator().next().problem();
        }
        Duration inHand = consumer.listener().inHand();
        return inHand.compareTo(LONG_IN_HAND) < 0
                ? "running"
                : "standing still: handling one poll for " + inHand.truncatedTo(ChronoUnit.SECONDS);
    }

    private record Consumer<R>(
            Inbox<R> inbox, InboxListener<R> listener, ConcurrentMessageListenerContainer<byte[], byte[]> container) {}
}
