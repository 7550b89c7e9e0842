package io.portline.messaging.codec;

import com.sun.net.httpserver.HttpServer;
import io.portline.infrastructure.CuttableProxy;
import io.portline.infrastructure.LocalRegistry;
import io.portline.infrastructure.TestInfrastructure;
import io.portline.messaging.TestRecords;
import io.portline.messaging.records.ThingHappened;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MalformedURLException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SerdeMessageCodecTest {

    private static final String TOPIC = "codec.things.v1";
    private static SerdeMessageCodec ours;
    private static SerdeMessageCodec confluents;

    @BeforeAll
    static void open() throws MalformedURLException {
        ours = TestRecords.codec();
        confluents = confluent(TestInfrastructure.registry().url());
    }

    @AfterAll
    static void close() {
        ours.close();
        confluents.close();
    }

    @Test
    void readsWhatItWrote() {
        ThingHappened thing = TestRecords.thing("a", 1);
        assertThat(ours.decode(TOPIC, ThingHappened.class, ours.encode(TOPIC, thing)))
                .isEqualTo(thing);
    }

    @Test
    void blamesBytesThatClaimAnEndlessTextInsteadOfMakingRoomForIt() {
        byte[] honest = ours.encode(TOPIC, TestRecords.thing("a", 1));
        int schemaId = 5;
        int eventId = 1 + 36;
        // Up to the first or the second text, which then claims 2,000,000,000 bytes (a zigzag varint) and has none.
        byte[] claim = {(byte) 0x80, (byte) 0xd0, (byte) 0xac, (byte) 0xf3, 0x0e};
        for (int honestBytes : List.of(schemaId, schemaId + eventId)) {
            ByteBuffer lying = ByteBuffer.allocate(honestBytes + claim.length)
                    .put(honest, 0, honestBytes)
                    .put(claim);
            assertThatThrownBy(() -> ours.decode(TOPIC, ThingHappened.class, lying.array()))
                    .isInstanceOf(UnreadableMessageException.class)
                    .rootCause()
                    .hasMessageContaining("2000000000");
        }
    }

    @Test
    void writesTheConfluentWireFormat() throws Exception {
        byte[] bytes = ours.encode(TOPIC, TestRecords.thing("a", 1));
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        assertThat(buffer.get()).isZero();
        int id = buffer.getInt();
        HttpResponse<String> schema = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create(TestInfrastructure.registry().ccompatUrl() + "/schemas/ids/" + id))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(schema.body()).contains("ThingHappened");
        HttpResponse<String> subjects = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create(TestInfrastructure.registry().ccompatUrl() + "/subjects"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(subjects.body()).contains(TOPIC + "-value");
    }

    @Test
    void confluentsOwnDeserialiserReadsOurRecords() {
        ThingHappened thing = TestRecords.thing("a", 1);
        assertThat(confluents.decode(TOPIC, ThingHappened.class, ours.encode(TOPIC, thing)))
                .isEqualTo(thing);
    }

    @Test
    void readsWhatConfluentsOwnSerialiserWrote() {
        String topic = "codec.confluent.v1";
        ThingHappened thing = TestRecords.thing("b", 2);
        assertThat(ours.decode(topic, ThingHappened.class, confluents.encode(topic, thing)))
                .isEqualTo(thing);
    }

    @Test
    void isUsedByManyThreadsAtOnce() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<?>> work = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                work.add(threads.submit(() -> {
                    for (int i = 1; i <= 200; i++) {
                        ThingHappened thing = TestRecords.thing("t", i);
                        assertThat(ours.decode(TOPIC, ThingHappened.class, ours.encode(TOPIC, thing)))
                                .isEqualTo(thing);
                    }
                }));
            }
            for (Future<?> each : work) {
                each.get();
            }
        }
    }

    @Test
    void blamesTheBytesWhileTheRegistryAnswers() {
        assertThatThrownBy(() -> ours.decode(TOPIC, ThingHappened.class, new byte[] {9, 9, 9, 9, 9, 9}))
                .isInstanceOf(UnreadableMessageException.class);
        assertThatThrownBy(() -> ours.decode(TOPIC, ThingHappened.class, new byte[0]))
                .isInstanceOf(UnreadableMessageException.class);
        assertThatThrownBy(() -> ours.decode(TOPIC, ThingHappened.class, new byte[] {0, 0, 9, 9, 9, 1, 2}))
                .isInstanceOf(UnreadableMessageException.class);
        assertThatThrownBy(() -> ours.decode(TOPIC, String.class, ours.encode(TOPIC, TestRecords.thing("a", 1))))
                .isInstanceOf(UnreadableMessageException.class);
    }

    @Test
    void goesOnWithCachedSchemasWhileTheRegistryIsDownAndReadsOldBytesAfterItsRestart() {
        LocalRegistry registry = TestInfrastructure.durableRegistry();
        byte[] before;
        try (SerdeMessageCodec codec = TestRecords.codec(registry.url())) {
            before = codec.encode(TOPIC, TestRecords.thing("a", 1));
            codec.decode(TOPIC, ThingHappened.class, before);
            registry.stop();
            try {
                byte[] during = codec.encode(TOPIC, TestRecords.thing("a", 2));
                assertThat(codec.decode(TOPIC, ThingHappened.class, during).getVersion())
                        .isEqualTo(2);
                assertThat(codec.decode(TOPIC, ThingHappened.class, before).getVersion())
                        .isEqualTo(1);
                try (SerdeMessageCodec stranger = TestRecords.codec(registry.url())) {
                    assertThatThrownBy(() -> stranger.decode(TOPIC, ThingHappened.class, during))
                            .isInstanceOf(CodecUnavailableException.class);
                    assertThatThrownBy(() -> stranger.encode(TOPIC, TestRecords.thing("a", 3)))
                            .isInstanceOf(CodecUnavailableException.class);
                }
            } finally {
                registry.start();
            }
        }
        try (SerdeMessageCodec newcomer = TestRecords.codec(registry.url())) {
            assertThat(newcomer.decode(TOPIC, ThingHappened.class, before).getThingId())
                    .isEqualTo("a");
            assertThat(newcomer.encode(
                            TOPIC,
                            TestRecords.thing("a", 1, TestRecords.thing("x", 1).getEventId())))
                    .startsWith(before[0], before[1], before[2], before[3], before[4]);
        }
    }

    @Test
    void writesItsFirstRecordWithoutTheRegistryOnceItIsPrepared() {
        try (CuttableProxy proxy = CuttableProxy.to(
                        URI.create(TestInfrastructure.registry().url()).getPort());
                SerdeMessageCodec codec = TestRecords.codec("http://localhost:" + proxy.port() + "/apis/registry/v3")) {
            proxy.cut();
            assertThatThrownBy(() -> codec.prepare(TOPIC, ThingHappened.class))
                    .isInstanceOf(CodecUnavailableException.class);
            proxy.restore();
            codec.prepare(TOPIC, ThingHappened.class);
            proxy.cut();
            assertThat(codec.encode(TOPIC, TestRecords.thing("a", 1))).isNotEmpty();
        }
    }

    @Test
    void aCodecThatFailedRecoversOnceTheRegistryIsBack() {
        try (CuttableProxy proxy = CuttableProxy.to(
                        URI.create(TestInfrastructure.registry().url()).getPort());
                SerdeMessageCodec codec = TestRecords.codec("http://localhost:" + proxy.port() + "/apis/registry/v3")) {
            proxy.cut();
            assertThatThrownBy(() -> codec.encode(TOPIC, TestRecords.thing("a", 1)))
                    .isInstanceOf(CodecUnavailableException.class);
            proxy.restore();
            assertThat(codec.encode(TOPIC, TestRecords.thing("a", 1))).isNotEmpty();
        }
    }

    /** What a registry says whose database is away just now, and back when it is asked whether it is well. */
    @Test
    void blamesTheRegistryThatFailedAndNotTheBytesAlthoughItIsWellAgain() throws IOException {
        byte[] bytes = ours.encode(TOPIC, TestRecords.thing("a", 1));
        byte[] failed = "{\"title\":\"The connection is closed\",\"status\":500,\"name\":\"RegistryStorageException\"}"
                .getBytes(StandardCharsets.UTF_8);
        HttpServer registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        registry.createContext("/", exchange -> {
            try (exchange) {
                boolean well = exchange.getRequestURI().getPath().endsWith("/subjects");
                byte[] body = well ? "[]".getBytes(StandardCharsets.UTF_8) : failed;
                exchange.getResponseHeaders()
                        .set("Content-Type", well ? "application/json" : "application/problem+json");
                exchange.sendResponseHeaders(well ? 200 : 500, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        registry.start();
        try (SerdeMessageCodec codec =
                TestRecords.codec("http://localhost:" + registry.getAddress().getPort() + "/apis/registry/v3")) {
            assertThatThrownBy(() -> codec.decode(TOPIC, ThingHappened.class, bytes))
                    .isInstanceOf(CodecUnavailableException.class);
        } finally {
            registry.stop(0);
        }
    }

    /** The libraries themselves would wait for ever, and a partition with them. */
    @Test
    void givesUpOnARegistryThatTakesTheQuestionAndNeverAnswers() throws IOException {
        byte[] bytes = ours.encode(TOPIC, TestRecords.thing("a", 1));
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                SerdeMessageCodec codec = TestRecords.codec(
                        "http://localhost:" + silent.getLocalPort() + "/apis/registry/v3", Duration.ofMillis(200))) {
            assertThatThrownBy(() -> codec.decode(TOPIC, ThingHappened.class, bytes))
                    .isInstanceOf(CodecUnavailableException.class);
            assertThatThrownBy(() -> codec.encode(TOPIC, TestRecords.thing("a", 1)))
                    .isInstanceOf(CodecUnavailableException.class);
        }
    }

    /** Confluent's genuine classes, which this project cannot depend on, from a jar that the build copies. */
    private static SerdeMessageCodec confluent(String registryUrl) throws MalformedURLException {
        URL jar = Path.of(System.getProperty("portline.test.confluent-serde"))
                .toUri()
                .toURL();
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(new URLClassLoader(new URL[] {jar}, before));
        try {
            return new SerdeMessageCodec(new CodecSettings(
                    "confluent",
                    null,
                    new CodecSettings.Registry(registryUrl, null, null, null, Duration.ofMinutes(1)),
                    Map.of()));
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
