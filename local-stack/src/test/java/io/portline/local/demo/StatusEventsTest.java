package io.portline.local.demo;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Clock;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThatNoException;

class StatusEventsTest {

    /** It runs on this module's class path, which no service's helps out. */
    @Test
    void itsClientFindsAllThatItAsksTheRegistryWith() {
        URI nobody = URI.create("http://localhost:1");
        DemoAddresses addresses = new DemoAddresses(
                nobody,
                nobody,
                nobody,
                "localhost:1",
                nobody + "/apis/registry/v3",
                "contoso-script",
                "secret",
                Clock.systemUTC(),
                nobody,
                Map.of());
        assertThatNoException().isThrownBy(() -> new KafkaConsumer<>(StatusEvents.client(addresses)).close());
    }
}
