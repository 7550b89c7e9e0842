package io.portline.dashboard.freshness.client;

import io.portline.dashboard.freshness.ReadModelRebuild;
import io.portline.dashboard.freshness.Rebuild;
import io.portline.dashboard.freshness.Rebuilds;
import io.portline.messaging.inbox.InboxContainers;
import io.portline.messaging.inbox.Subscription;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Carries out what {@link Rebuilds} says, in every instance alike. First all stop reading: Kafka forgets a group's place
 * only while nobody is in it. Then one of them lets Kafka forget, and drops model and inbox in one transaction; then all
 * go on. In that order, because a place forgotten twice does no harm, whereas an emptied model with the old place would
 * stay empty. Whatever fails, or whoever is killed in between, is followed by another try.
 */
public final class KafkaRebuild implements ReadModelRebuild, SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaRebuild.class);

    private final Supplier<Admin> connect;
    private final List<Subscription<?>> subscriptions;
    private final InboxContainers containers;
    private final Rebuilds rebuilds;
    private final Duration interval;
    private final AtomicReference<Progress> last = new AtomicReference<>(new Progress(Rebuild.NONE, 100, 0));
    private volatile boolean running;
    private @Nullable Thread thread;
    private boolean halted;

    /** Where the topics ended when this instance first saw the reading; what comes behind that is news as ever. */
    private Map<TopicPartition, Long> ends = Map.of();

    /** @param interval between two looks */
    public KafkaRebuild(
            Supplier<Admin> connect,
            List<Subscription<?>> subscriptions,
            InboxContainers containers,
            Rebuilds rebuilds,
            Duration interval) {
        this.connect = connect;
        this.subscriptions = List.copyOf(subscriptions);
        this.containers = containers;
        this.rebuilds = rebuilds;
        this.interval = interval;
    }

    @Override
    public Progress progress() {
        return last.get();
    }

    @Override
    public boolean request(String by) {
        boolean mine = rebuilds.request(by);
        last.set(new Progress(rebuilds.current(), 0, -1));
        return mine;
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().daemon().name("rebuild").start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        Thread looking = thread;
        if (looking != null) {
            looking.interrupt();
            try {
                looking.join(Duration.ofSeconds(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        while (running && !Thread.currentThread().isInterrupted()) {
            try {
                step();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (ExecutionException | TimeoutException | RuntimeException e) {
                LOG.info("The rebuild of the read model waits: {}", e.toString());
            }
            try {
                TimeUnit.NANOSECONDS.sleep(interval.toNanos());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void step() throws InterruptedException, ExecutionException, TimeoutException {
        Rebuild rebuild = rebuilds.current();
        switch (rebuild.state()) {
            case NONE, DONE -> {
                ends = Map.of();
                goOn();
                last.set(new Progress(rebuild, 100, 0));
            }
            case REQUESTED -> {
                ends = Map.of();
                last.set(new Progress(rebuild, 0, -1));
                if (!halted) {
                    LOG.info("The read model is built again, asked for by {}: reading stops", rebuild.requestedBy());
                    containers.stop();
                    halted = true;
                }
                if (rebuilds.begin(this::forget)) {
                    LOG.info("The read model is dropped; the topics are read again from their beginning");
                }
                if (rebuilds.current().state() != Rebuild.State.REQUESTED) {
                    goOn();
                }
            }
            case RUNNING -> {
                goOn();
                long behind = behind();
                long goal = Math.max(1, rebuild.goal());
                int percent = Math.clamp(100 * (goal - behind) / goal, 0, behind == 0 ? 100 : 99);
                last.set(new Progress(rebuild, percent, behind));
                if (behind == 0) {
                    rebuilds.finished();
                    LOG.info("The read model is complete again");
                }
            }
        }
    }

    private void goOn() {
        if (halted) {
            containers.start();
            halted = false;
        }
    }

    private long forget() {
        try (Admin admin = connect.get()) {
            for (Subscription<?> subscription : subscriptions) {
                GroupOffsets.forget(admin, subscription);
            }
            return GroupOffsets.behind(admin, subscriptions);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private long behind() throws InterruptedException, ExecutionException, TimeoutException {
        try (Admin admin = connect.get()) {
            if (ends.isEmpty()) {
                ends = GroupOffsets.ends(admin, subscriptions);
            }
            return GroupOffsets.behind(admin, subscriptions, ends);
        }
    }
}
