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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class KnownCarriersTest {

    private static final String BODY = """
            {"items":[{"id":"us-cascadia","name":"Cascadia Telephone","spid":"X901","countries":["US"],"zone":"America/Los_Angeles",
            "holidayCalendar":"US","businessHours":{"opens":"08:00","closes":"17:00","countsUntil":"13:00"},
            "cutover":{"from":"08:00","to":"16:00"},"responseHours":{"min":0.5,"median":4,"max":17.5},
            "focBusinessDays":{"simple":1,"complex":4},"accountNumberRequired":true,"newMember":1}],"magicAccountNumbers":[]}""";

    private final AtomicInteger asked = new AtomicInteger();
    private final Kept kept = new Kept();
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
                Clock.systemUTC());
    }

    @Test
    void knowsWhatTheGatewayTold() {
        KnownCarriers carriers = carriers();
        assertThat(carriers.refresh()).isTrue();
        Carrier carrier = carriers.find("us-cascadia").orElseThrow();
        assertThat(carrier.answersWithin()).isEqualTo(Duration.ofMinutes(1050));
        assertThat(carrier.countsUntil()).isEqualTo("13:00");
        assertThat(carrier.releasesTo()).isEqualTo("16:00");
        assertThat(carrier.complexDays()).isEqualTo(4);
        assertThat(carrier.accountNumberRequired()).isTrue();
        assertThat(carrier.passcodeRequired()).isFalse();
        assertThat(carriers.find("nobody")).isEmpty();
    }

    @Test
    void neverAsksTheGatewayWhenACarrierIsLookedUp() {
        KnownCarriers carriers = carriers();
        carriers.refresh();
        int before = asked.get();
        carriers.find("us-cascadia");
        carriers.find("nobody");
        assertThat(asked).hasValue(before);
    }

    @Test
    void goesOnWithWhatItKnowsWhileTheGatewayIsAway() {
        KnownCarriers carriers = carriers();
        carriers.refresh();
        status = 500;
        assertThat(carriers.refresh()).isFalse();
        assertThat(carriers.find("us-cascadia")).isPresent();
        // And after a restart with what it kept.
        assertThat(carriers().find("us-cascadia")).isPresent();
    }

    @Test
    void asksItselfAsLongAsThereWasNeverAList() {
        KnownCarriers carriers = carriers();
        assertThat(carriers.find("us-cascadia")).isPresent();
        carriers.find("nobody");
        assertThat(asked).hasValue(1);
    }

    @Test
    void asksAGatewayThatIsAwayOnceForAllWhoLookSomethingUp() {
        status = 503;
        KnownCarriers carriers = carriers();
        for (int request = 0; request < 20; request++) {
            assertThatExceptionOfType(CarriersUnknownException.class).isThrownBy(() -> carriers.find("us-cascadia"));
        }
        assertThat(asked).hasValueLessThan(20);
    }

    @Test
    void saysSoWhenItNeverHadAList() {
        status = 503;
        KnownCarriers carriers = carriers();
        carriers.refresh();
        assertThatExceptionOfType(CarriersUnknownException.class).isThrownBy(() -> carriers.find("us-cascadia"));
        status = 200;
        carriers.refresh();
        assertThat(carriers.find("us-cascadia")).isPresent();
    }

    @Test
    void theTimerAsksBeforeAnybodyIsServedAndEndsWithTheService() {
        KnownCarriers carriers = carriers();
        CarrierListTimer timer = new CarrierListTimer(carriers);
        timer.start();
        try {
            assertThat(carriers.find("us-cascadia")).isPresent();
            assertThat(timer.isRunning()).isTrue();
        } finally {
            timer.stop();
        }
        assertThat(timer.isRunning()).isFalse();
    }
}
