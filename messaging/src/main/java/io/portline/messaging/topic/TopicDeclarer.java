package io.portline.messaging.topic;

import io.portline.messaging.kafka.KafkaSettings;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Creates this service's topics at start, trying until Kafka is there; the service itself does not wait for it. */
public final class TopicDeclarer implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(TopicDeclarer.class);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final List<TopicDeclaration> topics;
    private final KafkaSettings kafka;
    private final CountDownLatch declared = new CountDownLatch(1);
    private volatile boolean running;
    private volatile Optional<Thread> thread = Optional.empty();

    public TopicDeclarer(Collection<TopicDeclaration> topics, KafkaSettings kafka) {
        this.topics = List.copyOf(topics);
        this.kafka = kafka;
    }

    @Override
    public void start() {
        running = true;
        thread = Optional.of(Thread.ofPlatform().daemon().name("topics").start(this::declareUntilDone));
    }

    @Override
    public void stop() {
        running = false;
        thread.ifPresent(Thread::interrupt);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before relay and inbox, which need the topics. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 4_000;
    }

    /** Whether all topics are known to exist. */
    public boolean isDone() {
        return declared.getCount() == 0;
    }

    private void declareUntilDone() {
        long wait = 250;
        while (running) {
            try {
                declare();
                declared.countDown();
                return;
            } catch (ExecutionException | KafkaException e) {
                log.info("Kafka does not take the topics yet ({}); trying again in {} ms", rootMessage(e), wait);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            try {
                if (declared.await(wait, TimeUnit.MILLISECONDS)) {
                    return;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            wait = Math.min(wait * 2, LONGEST_WAIT.toMillis());
        }
    }

    private void declare() throws ExecutionException, InterruptedException {
        if (topics.isEmpty()) {
            return;
        }
        try (Admin admin = Admin.create(kafka.admin("portline-topics"))) {
            Map<String, KafkaFuture<TopicDescription>> described = admin.describeTopics(
                            topics.stream().map(TopicDeclaration::name).toList())
                    .topicNameValues();
            List<TopicDeclaration> missing = new ArrayList<>();
            for (TopicDeclaration topic : topics) {
                Optional<TopicDescription> found = unlessUnknown(Objects.requireNonNull(described.get(topic.name())));
                if (found.isPresent()) {
                    adjust(admin, topic, found.get());
                } else {
                    missing.add(topic);
                }
            }
            create(admin, missing);
        }
        log.info(
                "Topics are there: {}",
                topics.stream().map(TopicDeclaration::name).toList());
    }

    private static Optional<TopicDescription> unlessUnknown(KafkaFuture<TopicDescription> description)
            throws ExecutionException, InterruptedException {
        try {
            return Optional.of(description.get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static void create(Admin admin, List<TopicDeclaration> missing)
            throws ExecutionException, InterruptedException {
        List<NewTopic> wanted = missing.stream()
                .map(topic -> new NewTopic(topic.name(), Optional.of(topic.partitions()), Optional.empty())
                        .configs(topic.config()))
                .toList();
        for (KafkaFuture<Void> created : admin.createTopics(wanted).values().values()) {
            try {
                created.get();
            } catch (ExecutionException e) {
                // Another instance was faster, which is as good.
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
    }

    private static void adjust(Admin admin, TopicDeclaration topic, TopicDescription found)
            throws ExecutionException, InterruptedException {
        if (found.partitions().size() != topic.partitions()) {
            log.error(
                    "Topic {} has {} partitions and is declared with {}; the count never changes, so the declaration is wrong",
                    topic.name(),
                    found.partitions().size(),
                    topic.partitions());
        }
        if (!topic.config().isEmpty()) {
            List<AlterConfigOp> operations = topic.config().entrySet().stream()
                    .map(entry -> new AlterConfigOp(
                            new ConfigEntry(entry.getKey(), entry.getValue()), AlterConfigOp.OpType.SET))
                    .toList();
            admin.incrementalAlterConfigs(
                            Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic.name()), operations))
                    .all()
                    .get();
        }
    }

    private static String rootMessage(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }
}
