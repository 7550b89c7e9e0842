package io.portline.messaging.topic;

import io.portline.messaging.codec.CodecUnavailableException;
import io.portline.messaging.codec.MessageCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Registers the schemas that this service writes when it starts, and tries until the registry takes them. Afterwards the
 * registry may be away: not even the first record of a kind needs it.
 */
public final class SchemaRegistration implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SchemaRegistration.class);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final List<TopicDeclaration> topics;
    private final MessageCodec codec;
    private volatile boolean running;
    private volatile Optional<Thread> thread = Optional.empty();

    public SchemaRegistration(Collection<TopicDeclaration> topics, MessageCodec codec) {
        this.topics =
                topics.stream().filter(topic -> topic.recordType() != null).toList();
        this.codec = codec;
    }

    @Override
    public void start() {
        running = true;
        thread = Optional.of(
                Thread.ofPlatform().daemon().name("schemas").start(() -> topics.forEach(this::registerUntilDone)));
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

    private void registerUntilDone(TopicDeclaration topic) {
        Class<?> recordType = topic.recordType();
        Duration wait = Duration.ofMillis(250);
        while (running && recordType != null) {
            try {
                codec.prepare(topic.name(), recordType);
                return;
            } catch (CodecUnavailableException e) {
                log.info("The registry does not take the schema of {} yet; trying again in {}", topic.name(), wait);
            }
            try {
                Thread.sleep(wait);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            Duration twice = wait.multipliedBy(2);
            wait = twice.compareTo(LONGEST_WAIT) < 0 ? twice : LONGEST_WAIT;
        }
    }
}
