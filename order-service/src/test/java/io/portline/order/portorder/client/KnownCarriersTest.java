package io.portline.order.portorder.client;

import com.sun.net.httpserver.HttpServer;
import io.portline.order.portorder.Carrier;
import io.portline.order.portorder.CarrierDirectory.CarriersUnknownException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.client.RestClient;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class KnownCarriersTest {

    private static final String BODY = """
            {"items":[{"id":"us-cascadia","name":"Cascadia Telephone","spid":"X901","countries":["US"],"zone":"America/Los_Angeles",
            "holidayCalendar":"US","businessHours":{"opens":"08:00","closes":"17:00"},
            "responseHours":{"min":0.5,"median":4,"max":17.5},"newMember":1}],"magicAccountNumbers":[]}""";

    private final AtomicInteger asked = new AtomicInteger();
    private final Kept kept = new Kept();
    private final Moving clock = new Moving();
    private volatile int status = 200;
    private HttpServer server;

    private static final class Kept implements CarrierCopies {
        private List<Carrier> carriers;

        @Override
        public Optional<List<Carrier>> last() {
            return Optional.ofNullable(carriers);
        }

        @Override
        public void keep(List<Carrier> fresh, Instant fetchedAt) {
            carriers = fresh;
        }
    }

    private static final class Moving extends Clock {
        private Instant now = Instant.parse("2026-11-23T15:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private KnownCarriers carriers() {
        return new KnownCarriers(
                new GatewayCarriers(RestClient.create(
                        "http://localhost:" + server.getAddress().getPort())),
                kept,
                clock);
    }

    @Test
    void asksTheGatewayOnceAMinute() {
        KnownCarriers carriers = carriers();
        assertThat(carriers.find("us-cascadia").orElseThrow().answersWithin()).isEqualTo(Duration.ofMinutes(1050));
        assertThat(carriers.find("nobody")).isEmpty();
        assertThat(asked).hasValue(1);
        clock.now = clock.now.plusSeconds(60);
        carriers.find("us-cascadia");
        assertThat(asked).hasValue(2);
    }

    @Test
    void goesOnWithWhatItKnowsWhileTheGatewayIsAway() {
        KnownCarriers carriers = carriers();
        carriers.find("us-cascadia");
        status = 500;
        clock.now = clock.now.plusSeconds(60);
        assertThat(carriers.find("us-cascadia")).isPresent();
        // And after a restart with what it kept.
        assertThat(carriers().find("us-cascadia")).isPresent();
        // A gateway that does not answer is left alone for a while.
        int before = asked.get();
        carriers.find("us-cascadia");
        assertThat(asked).hasValue(before);
    }

    @Test
    void saysSoWhenItNeverHadAList() {
        status = 503;
        KnownCarriers carriers = carriers();
        assertThatExceptionOfType(CarriersUnknownException.class).isThrownBy(() -> carriers.find("us-cascadia"));
        status = 200;
        clock.now = clock.now.plusSeconds(5);
        assertThat(carriers.find("us-cascadia")).isPresent();
    }
}
