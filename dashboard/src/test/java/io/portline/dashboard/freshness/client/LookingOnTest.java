package io.portline.dashboard.freshness.client;

import io.portline.dashboard.freshness.Rebuild;
import io.portline.dashboard.freshness.Rebuilds;
import io.portline.messaging.inbox.InboxContainers;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import static org.awaitility.Awaitility.await;

/** The threads that look on in the background, without a server. */
class LookingOnTest {

    /** It once ended before its first look where it was faster than the field that held it. */
    @Test
    void theRebuildIsLookedAfterWhicheverThreadIsFaster() {
        AtomicInteger looks = new AtomicInteger();
        Rebuilds rebuilds = Mockito.mock(Rebuilds.class);
        Mockito.when(rebuilds.current()).then(_ -> {
            looks.incrementAndGet();
            return Rebuild.NONE;
        });
        for (int round = 0; round < 300; round++) {
            KafkaRebuild rebuild = new KafkaRebuild(
                    () -> {
                        throw new AssertionError("nothing is asked of Kafka");
                    },
                    List.of(),
                    Mockito.mock(InboxContainers.class),
                    rebuilds,
                    Duration.ofMillis(1));
            int before = looks.get();
            rebuild.start();
            await().pollInterval(Duration.ofMillis(1)).until(() -> looks.get() > before);
            rebuild.stop();
        }
    }

    @Test
    void theLagIsAskedForAgainAfterKafkasNameMeantNothing() {
        AtomicInteger tries = new AtomicInteger();
        KafkaFreshness freshness = new KafkaFreshness(
                () -> {
                    tries.incrementAndGet();
                    throw new KafkaException("No resolvable bootstrap urls");
                },
                List.of(),
                Duration.ofMillis(1));
        freshness.start();
        await().until(() -> tries.get() > 2);
        freshness.stop();
    }
}
