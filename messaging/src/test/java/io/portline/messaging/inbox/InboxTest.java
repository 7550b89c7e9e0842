package io.portline.messaging.inbox;

import io.portline.infrastructure.CuttableProxy;
import io.portline.infrastructure.TestInfrastructure;
import io.portline.messaging.TestDatabase;
import io.portline.messaging.TestRecords;
import io.portline.messaging.TestTopics;
import io.portline.messaging.codec.SerdeMessageCodec;
import io.portline.messaging.deadletter.DeadLetter;
import io.portline.messaging.deadletter.DeadLetterRefusedException;
import io.portline.messaging.deadletter.RedriveFailedException;
import io.portline.messaging.headers.TraceParent;
import io.portline.messaging.records.ThingHappened;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Execution(ExecutionMode.CONCURRENT)
class InboxTest {

    private static final String KAFKA = TestInfrastructure.kafka().bootstrapServers();
    private static SerdeMessageCodec codec;

    private InboxBench bench;

    @BeforeAll
    static void openCodec() {
        codec = TestRecords.codec();
    }

    @AfterAll
    static void closeCodec() {
        codec.close();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private InboxBench bench(InboxBench.Shape shape, InboxBench.Behaviour behaviour) {
        bench = new InboxBench(TestDatabase.create("inbox"), codec, KAFKA, shape, behaviour);
        return bench;
    }

    private InboxBench plain(InboxBench.Behaviour behaviour) {
        return bench(subscription -> subscription, behaviour);
    }

    @Test
    void handlesEachVersionOnceAndInOrderWhateverIsRedelivered() {
        plain(_ -> {});
        UUID second = UUID.randomUUID();
        bench.send("a", 1);
        bench.send("a", 2, second, InboxBench.AFTERWARDS);
        bench.send("b", 1);
        bench.send("a", 2, second, InboxBench.AFTERWARDS);
        bench.send("a", 1);
        bench.send("a", 3);
        bench.start();
        bench.awaitHandled("a", 1L, 2L, 3L);
        bench.awaitHandled("b", 1L);
        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(bench.count("portline.inbox.duplicates")).isEqualTo(2));
        assertThat(bench.count("portline.inbox.gaps")).isZero();
        assertThat(bench.count("portline.inbox.conflicts")).isZero();
    }

    @Test
    void handlesOnAThreadThatKeepsNoCarrierOfVirtualOnes() {
        AtomicReference<Thread> used = new AtomicReference<>();
        plain(_ -> used.set(Thread.currentThread()));
        bench.send("a", 1);
        bench.start();
        bench.awaitHandled("a", 1L);
        assertThat(used.get().isVirtual()).isFalse();
        assertThat(used.get().isDaemon()).isTrue();
    }

    /** What waits without a limit shows nowhere else: its process is alive, and lag is measured by polls. */
    @Test
    void tellsForHowLongAPollHasBeenInHand() {
        CountDownLatch letGo = new CountDownLatch(1);
        plain(_ -> awaitUninterruptibly(letGo));
        assertThat(bench.gauge("portline.inbox.in.hand")).isZero();
        bench.send("a", 1);
        bench.start();
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(bench.gauge("portline.inbox.in.hand")).isPositive());
        letGo.countDown();
        bench.awaitHandled("a", 1L);
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(bench.gauge("portline.inbox.in.hand")).isZero());
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void raisesTheAlarmWhenTwoEventsClaimOneVersion() {
        plain(_ -> {}).start();
        bench.send("a", 1);
        bench.awaitHandled("a", 1L);
        bench.send("a", 1);
        bench.send("a", 2);
        bench.awaitHandled("a", 1L, 2L);
        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(bench.count("portline.inbox.conflicts")).isEqualTo(1));
    }

    @Test
    void countsMissingVersionsAndGoesOn() {
        plain(_ -> {}).start();
        bench.send("a", 1);
        bench.send("a", 4);
        bench.awaitHandled("a", 1L, 4L);
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(bench.count("portline.inbox.gaps")).isEqualTo(2));
    }

    @Test
    void expectsGapsInACompactedTopicAndPassesTombstonesOn() {
        AtomicReference<ReceivedEvent<?>> last = new AtomicReference<>();
        bench(Subscription::ofCompactedTopic, last::set).start();
        bench.send("a", 3);
        bench.send("a", 5, UUID.randomUUID(), InboxBench.AFTERWARDS, null);
        bench.awaitHandled("a", 3L, 5L);
        assertThat(last.get().value()).isNull();
        assertThat(bench.count("portline.inbox.gaps")).isZero();
    }

    @Test
    void undoesTheWholePollAndThenGoesOneByOneWhenAHandlerFails() {
        AtomicInteger calls = new AtomicInteger();
        plain(event -> {
            if (event.key().equals("b") && event.version() == 2 && calls.incrementAndGet() < 3) {
                throw new IllegalStateException("a passing bug");
            }
        });
        for (long version = 1; version <= 3; version++) {
            bench.send("a", version);
            bench.send("b", version);
            bench.send("c", version);
        }
        bench.start();
        bench.awaitHandled("a", 1L, 2L, 3L);
        bench.awaitHandled("b", 1L, 2L, 3L);
        bench.awaitHandled("c", 1L, 2L, 3L);
        assertThat(bench.deadLetters().countOpen()).isZero();
    }

    @Test
    void handsAPollOverAsOneToWhoeverTakesItSoAndAfterAFailureOneByOne() {
        List<Integer> sizes = new CopyOnWriteArrayList<>();
        AtomicInteger parts = new AtomicInteger();
        bench(
                plain -> new Subscription<>(
                        plain.consumer(),
                        plain.topic(),
                        plain.recordType(),
                        (BatchHandler<ThingHappened>) events -> {
                            sizes.add(events.size());
                            events.forEach(plain.handler()::handle);
                        },
                        OnDeadLetter.CONTINUE,
                        false,
                        false),
                event -> {
                    if (event.key().equals("a") && event.version() == 3 && parts.getAndIncrement() == 0) {
                        throw new IllegalStateException("a passing bug");
                    }
                });
        for (long version = 1; version <= 5; version++) {
            bench.send("a", version);
        }
        bench.start();
        bench.awaitHandled("a", 1L, 2L, 3L, 4L, 5L);
        assertThat(sizes).startsWith(5, 1, 1, 1);
        assertThat(bench.deadLetters().countOpen()).isZero();
    }

    @Test
    void tellsAHandlerWhatOfAPollItIsGoingToHandle() {
        List<String> asked = new CopyOnWriteArrayList<>();
        bench(
                plain -> new Subscription<>(
                        plain.consumer(),
                        plain.topic(),
                        plain.recordType(),
                        EventHandler.inTurn(List.of(plain.handler(), new EventHandler<ThingHappened>() {
                            @Override
                            public void handle(ReceivedEvent<ThingHappened> event) {
                                asked.add("handle " + event.version());
                            }

                            @Override
                            public void expect(List<ReceivedEvent<ThingHappened>> events) {
                                asked.add("expect "
                                        + events.stream()
                                                .map(ReceivedEvent::version)
                                                .toList());
                            }
                        })),
                        OnDeadLetter.CONTINUE,
                        false,
                        false),
                _ -> {});
        for (long version = 1; version <= 3; version++) {
            bench.send("a", version);
        }
        bench.start();
        bench.awaitHandled("a", 1L, 2L, 3L);
        assertThat(asked).containsExactly("expect [1, 2, 3]", "handle 1", "handle 2", "handle 3");
    }

    @Test
    void deadLettersUnreadableBytesAtOnceAndGoesOn() {
        plain(_ -> {}).start();
        bench.send("a", 1);
        bench.send("a", 2, UUID.randomUUID(), InboxBench.AFTERWARDS, new byte[] {7, 7, 7, 0, 7});
        bench.sendRaw("a", new byte[] {1}, Map.of());
        bench.send("a", 3);
        bench.awaitHandled("a", 1L, 3L);
        bench.awaitDeadLetters(2);

        assertThat(bench.deadLetters().open(null, 0, 10))
                .allSatisfy(letter -> {
                    assertThat(letter.cause()).isEqualTo(DeadLetter.Cause.POISON);
                    assertThat(letter.attempts()).isEqualTo(1);
                    assertThat(letter.key()).isEqualTo("a");
                })
                .extracting(DeadLetter::version)
                .containsExactlyInAnyOrder(2L, null);
        // The version counts as seen, so its successor was no gap.
        assertThat(bench.count("portline.inbox.gaps")).isZero();
        List<ConsumerRecord<byte[], byte[]>> published = bench.deadLetterTopic();
        assertThat(published).hasSize(2);
        assertThat(published.getFirst().value()).containsExactly(7, 7, 7, 0, 7);
        assertThat(TestTopics.header(published.getFirst(), "dlt-cause")).isEqualTo("POISON");
        assertThat(TestTopics.header(published.getFirst(), "ce_sequence")).isEqualTo("%019d".formatted(2));
    }

    @Test
    void deadLettersABugAfterThreeTriesAndARedriveHandlesItPastLaterVersions() {
        AtomicBoolean broken = new AtomicBoolean(true);
        AtomicInteger tries = new AtomicInteger();
        plain(event -> {
            if (event.version() == 2 && broken.get()) {
                tries.incrementAndGet();
                throw new IllegalArgumentException("cannot do 2");
            }
        });
        bench.start();
        bench.send("a", 1);
        bench.awaitHandled("a", 1L);
        bench.send("a", 2);
        bench.awaitDeadLetters(1);
        bench.send("a", 3);
        bench.awaitHandled("a", 1L, 3L);
        // Once in the poll's common transaction, then three times alone.
        assertThat(tries).hasValue(4);

        DeadLetter letter = bench.deadLetters().open(null, 0, 10).getFirst();
        assertThat(letter.cause()).isEqualTo(DeadLetter.Cause.BUG);
        assertThat(letter.attempts()).isEqualTo(3);
        assertThat(letter.message()).isEqualTo("cannot do 2");
        assertThat(bench.deadLetters().look(letter.id()).orElseThrow().payload())
                .isNotEmpty();

        assertThatThrownBy(() -> bench.deadLetters().redrive(letter.id(), "olga", "try again"))
                .isInstanceOf(RedriveFailedException.class);
        assertThat(bench.deadLetters().open(null, 0, 10))
                .singleElement()
                .satisfies(still -> assertThat(still.attempts()).isEqualTo(4));

        broken.set(false);
        assertThat(bench.deadLetters().redrive(letter.id(), "olga", "fixed in the new release"))
                .isEqualTo(1);
        bench.awaitHandled("a", 1L, 3L, 2L);
        assertThat(bench.database().count("handled WHERE redriven")).isEqualTo(1);
        DeadLetter resolved =
                bench.deadLetters().look(letter.id()).orElseThrow().letter();
        assertThat(resolved.state()).isEqualTo(DeadLetter.State.REDRIVEN);
        assertThat(resolved.resolvedBy()).isEqualTo("olga");
        assertThat(resolved.resolutionReason()).isEqualTo("fixed in the new release");
        assertThatThrownBy(() -> bench.deadLetters().redrive(letter.id(), "olga", "again"))
                .isInstanceOf(DeadLetterRefusedException.class);
        // Redriving is local: the topic is as it was.
        assertThat(TestTopics.size(KAFKA, bench.subscription().topic())).isEqualTo(3);
    }

    @Test
    void parksLaterEventsOfTheKeyUntilTheRedrive() {
        AtomicBoolean broken = new AtomicBoolean(true);
        bench(Subscription::parkingKeys, event -> {
                    if (event.key().equals("a") && event.version() == 2 && broken.get()) {
                        throw new IllegalArgumentException("cannot do 2");
                    }
                })
                .start();
        bench.send("a", 1);
        bench.send("a", 2);
        bench.awaitDeadLetters(1);
        bench.send("a", 3);
        bench.send("a", 4);
        bench.send("b", 1);
        bench.awaitHandled("b", 1L);
        bench.awaitDeadLetters(3);
        bench.awaitHandled("a", 1L);

        List<DeadLetter> letters = bench.deadLetters().open(bench.subscription().consumer(), 0, 10);
        assertThat(letters)
                .extracting(DeadLetter::cause)
                .containsExactly(DeadLetter.Cause.BUG, DeadLetter.Cause.PARKED, DeadLetter.Cause.PARKED);
        assertThatThrownBy(() -> bench.deadLetters().redrive(letters.get(1).id(), "olga", "out of order"))
                .isInstanceOf(DeadLetterRefusedException.class)
                .hasMessageContaining("comes first");

        broken.set(false);
        assertThat(bench.deadLetters().redrive(letters.getFirst().id(), "olga", "fixed"))
                .isEqualTo(3);
        bench.awaitHandled("a", 1L, 2L, 3L, 4L);
        bench.send("a", 5);
        bench.awaitHandled("a", 1L, 2L, 3L, 4L, 5L);
        assertThat(bench.deadLetters().countOpen()).isZero();
    }

    @Test
    void anUnreadableEventHasItsPlaceAmongTheParkedOnesOfItsKey() {
        AtomicBoolean broken = new AtomicBoolean(true);
        bench(Subscription::parkingKeys, event -> {
                    if (event.version() == 1 && broken.get()) {
                        throw new IllegalArgumentException("cannot do 1");
                    }
                })
                .start();
        bench.send("a", 1);
        bench.send("a", 2, UUID.randomUUID(), InboxBench.AFTERWARDS, new byte[] {7, 7, 7, 0, 7});
        bench.send("a", 3);
        bench.awaitDeadLetters(3);
        List<DeadLetter> letters = bench.deadLetters().open(bench.subscription().consumer(), 0, 10);
        assertThat(letters)
                .extracting(DeadLetter::cause)
                .containsExactly(DeadLetter.Cause.BUG, DeadLetter.Cause.POISON, DeadLetter.Cause.PARKED);
        long unreadable = letters.get(1).id();
        assertThatThrownBy(() -> bench.deadLetters().redrive(unreadable, "olga", "out of order"))
                .isInstanceOf(DeadLetterRefusedException.class)
                .hasMessageContaining("comes first");

        broken.set(false);
        assertThat(bench.deadLetters().redrive(letters.getFirst().id(), "olga", "fixed"))
                .isEqualTo(1);
        assertThat(bench.deadLetters().discard(unreadable, "olga", "nobody can read it"))
                .isEqualTo(1);
        bench.awaitHandled("a", 1L, 3L);
        assertThat(bench.deadLetters().countOpen()).isZero();
    }

    @Test
    void aDiscardNeedsNoHandlerAndReleasesWhatWasParked() {
        bench(Subscription::parkingKeys, event -> {
                    if (event.version() == 1) {
                        throw new IllegalArgumentException("never");
                    }
                })
                .start();
        bench.send("a", 1);
        bench.awaitDeadLetters(1);
        bench.send("a", 2);
        bench.awaitDeadLetters(2);
        long id = bench.deadLetters().open(null, 0, 1).getFirst().id();
        assertThat(bench.deadLetters().discard(id, "olga", "the order is long gone"))
                .isEqualTo(1);
        bench.awaitHandled("a", 2L);
        assertThat(bench.deadLetters().look(id).orElseThrow().letter().state()).isEqualTo(DeadLetter.State.DISCARDED);
    }

    @Test
    void showsNothingOfAConfidentialTopicsContent() {
        bench(Subscription::ofConfidentialTopic, event -> {
                    throw new IllegalArgumentException("account 4711");
                })
                .start();
        bench.send("a", 1);
        bench.awaitDeadLetters(1);
        DeadLetter letter = bench.deadLetters().open(null, 0, 1).getFirst();
        assertThat(letter.message()).isNull();
        assertThat(bench.deadLetters().look(letter.id()).orElseThrow()).satisfies(detail -> {
            assertThat(detail.payload()).isNull();
            assertThat(detail.stackTrace()).doesNotContain("4711");
        });
        assertThat(TestTopics.header(bench.deadLetterTopic().getFirst(), "dlt-message"))
                .isNull();
    }

    @Test
    void waitsForEverForWhatIsNotYetThere() {
        AtomicInteger calls = new AtomicInteger();
        plain(event -> {
            if (event.key().equals("a") && calls.incrementAndGet() < 12) {
                throw new NotYetException("contacts revision 3");
            }
        });
        bench.start();
        bench.send("a", 1);
        bench.send("a", 2);
        Awaitility.await().until(() -> bench.state().contains("contacts revision 3"));
        bench.awaitHandled("a", 1L, 2L);
        assertThat(bench.deadLetters().countOpen()).isZero();
        Awaitility.await().until(() -> bench.state().equals("running"));
    }

    @Test
    void losesNothingThatWaitsWhenKafkaDoesNotTakeTheOffsetsBeforeIt() {
        AtomicBoolean there = new AtomicBoolean();
        AtomicInteger refusals = new AtomicInteger();
        bench = new InboxBench(
                TestDatabase.create("inbox_commit"),
                codec,
                KAFKA,
                subscription -> subscription,
                event -> {
                    if (event.key().equals("b") && !there.get()) {
                        throw new NotYetException("contacts revision 3");
                    }
                },
                MeddlingConsumer.of(call -> {
                    if (call.equals("commitSync") && refusals.incrementAndGet() <= 2) {
                        throw new TimeoutException("Kafka is away");
                    }
                }));
        // "a" goes before "b" in the same partition, so that there is something to commit when "b" has to wait.
        bench.sendTo(0, "a", 1);
        bench.sendTo(0, "b", 1);
        bench.sendTo(0, "c", 1);
        bench.start();
        bench.awaitHandled("a", 1L);
        Awaitility.await().until(() -> refusals.get() > 2);
        there.set(true);
        bench.awaitHandled("b", 1L);
        bench.awaitHandled("c", 1L);
        assertThat(bench.handled("a")).containsExactly(1L);
    }

    @Test
    void startsAConsumerOnceKafkasNameMeansSomething() {
        AtomicInteger tries = new AtomicInteger();
        bench = new InboxBench(
                TestDatabase.create("inbox_name"),
                codec,
                KAFKA,
                subscription -> subscription,
                _ -> {},
                MeddlingConsumer.of(call -> {
                    if (call.equals("new") && tries.incrementAndGet() == 1) {
                        throw new ConfigException("No resolvable bootstrap urls given in bootstrap.servers");
                    }
                }));
        bench.send("a", 1);
        bench.start();
        bench.awaitHandled("a", 1L);
        assertThat(bench.gauge("portline.inbox.running")).isOne();
    }

    @Test
    void startsAContainerAnewThatEndedByItself() {
        AtomicInteger calls = new AtomicInteger();
        plain(_ -> {
            if (calls.incrementAndGet() == 1) {
                throw new InternalError("the JVM itself");
            }
        });
        bench.send("a", 1);
        bench.start();
        bench.awaitHandled("a", 1L);
        assertThat(bench.deadLetters().countOpen()).isZero();
    }

    @Test
    void anEventThatBreaksItsHandlerWithAnErrorBecomesADeadLetter() {
        plain(event -> {
            switch (event.key()) {
                case "deep" -> throw new StackOverflowError();
                case "missing" -> throw new NoClassDefFoundError("io/portline/Nothing");
                default -> {}
            }
        });
        bench.sendTo(0, "deep", 1);
        bench.sendTo(0, "missing", 1);
        bench.sendTo(0, "a", 1);
        bench.start();
        bench.awaitHandled("a", 1L);
        bench.awaitDeadLetters(2);
    }

    @Test
    void waitsWhenItsConnectionIsLostWithinATransactionHoweverOften() {
        AtomicInteger calls = new AtomicInteger();
        plain(_ -> {
            if (calls.incrementAndGet() <= 6) {
                loseTheConnection();
            }
        });
        bench.send("a", 1);
        bench.start();
        bench.awaitHandled("a", 1L);
        assertThat(bench.deadLetters().countOpen()).isZero();
        assertThat(calls).hasValueGreaterThan(6);
    }

    private void loseTheConnection() {
        int own = bench.database()
                .jdbc()
                .sql("SELECT pg_backend_pid()")
                .query(Integer.class)
                .single();
        try (Connection other = bench.database().connection();
                Statement statement = other.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(" + own + ", 5000)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        bench.database().jdbc().sql("SELECT 1").query(Integer.class).single();
    }

    @Test
    void waitingUsesUpNoneOfABugsTries() {
        AtomicInteger calls = new AtomicInteger();
        plain(_ -> {
            switch (calls.incrementAndGet()) {
                case 1, 2, 3, 4, 6 -> throw new NotYetException("contacts revision 3");
                case 5, 7 -> throw new IllegalStateException("a bug that shows at times");
                default -> {}
            }
        });
        bench.send("a", 1);
        bench.start();
        bench.awaitHandled("a", 1L);
        assertThat(bench.deadLetters().countOpen()).isZero();
    }

    @Test
    void keepsAsADeadLetterWhateverKeyOrTypeSomebodyGaveIt() {
        plain(_ -> {}).start();
        StringBuilder endless = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            endless.append(UUID.randomUUID());
        }
        byte[] nonsense = {1, 2, 3};
        Map<String, String> headers = InboxBench.headers(UUID.randomUUID(), InboxBench.AFTERWARDS, 1);
        bench.sendRaw(endless.toString(), nonsense, headers);
        bench.sendRaw("nul\0nul", nonsense, headers);
        Map<String, String> oddType = new HashMap<>(headers);
        oddType.put("ce_type", "nul\0nul");
        bench.sendRaw("typed", nonsense, oddType);
        Map<String, String> longType = new HashMap<>(headers);
        longType.put("ce_type", endless.toString());
        bench.sendRaw("long type", nonsense, longType);
        for (int i = 0; i < 8; i++) {
            bench.send("a" + i, 1);
        }
        bench.awaitDeadLetters(4);
        for (int i = 0; i < 8; i++) {
            bench.awaitHandled("a" + i, 1L);
        }
    }

    @Test
    void waitsWhileTheDatabaseIsCutAndDeadLettersNothing() {
        try (CuttableProxy proxy =
                CuttableProxy.to(TestInfrastructure.postgres().port())) {
            bench = new InboxBench(
                    TestDatabase.createBehind("inbox_cut", proxy.port()),
                    codec,
                    KAFKA,
                    subscription -> subscription,
                    _ -> {});
            bench.start();
            bench.send("a", 1);
            bench.awaitHandled("a", 1L);
            proxy.cut();
            bench.send("a", 2);
            bench.send("a", 3);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> bench.state().startsWith("waiting"));
            proxy.restore();
            bench.awaitHandled("a", 1L, 2L, 3L);
            assertThat(bench.deadLetters().countOpen()).isZero();
        }
    }

    @Test
    void waitsWhileTheRegistryIsDownInsteadOfBlamingTheBytes() {
        int port = URI.create(TestInfrastructure.registry().url()).getPort();
        try (CuttableProxy proxy = CuttableProxy.to(port);
                SerdeMessageCodec cut = TestRecords.codec("http://localhost:" + proxy.port() + "/apis/registry/v3")) {
            bench = new InboxBench(
                    TestDatabase.create("inbox_registry"), cut, KAFKA, subscription -> subscription, _ -> {});
            UUID id = UUID.randomUUID();
            byte[] bytes = codec.encode(bench.subscription().topic(), TestRecords.thing("a", 1, id));
            proxy.cut();
            bench.start();
            bench.send("a", 1, id, InboxBench.AFTERWARDS, bytes);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> bench.state().startsWith("waiting"));
            proxy.restore();
            bench.awaitHandled("a", 1L);
            assertThat(bench.deadLetters().countOpen()).isZero();
        }
    }

    @Test
    void marksEventsOlderThanTheConsumersFirstStart() {
        plain(_ -> {}).start();
        bench.send("a", 1, UUID.randomUUID(), InboxBench.FIRST_START.minusSeconds(1));
        bench.send("a", 2, UUID.randomUUID(), InboxBench.FIRST_START.plusSeconds(1));
        bench.awaitHandled("a", 1L, 2L);
        assertThat(bench.database().count("handled WHERE early AND version = 1"))
                .isEqualTo(1);
        assertThat(bench.database().count("handled WHERE NOT early AND version = 2"))
                .isEqualTo(1);
    }

    @Test
    void continuesTheTraceOfTheEvent() {
        AtomicReference<String> trace = new AtomicReference<>();
        plain(_ -> trace.set(TraceParent.current().traceId())).start();
        String traceId = "0af7651916cd43dd8448eb211c80319c";
        UUID id = UUID.randomUUID();
        bench.sendRaw(
                "a",
                codec.encode(bench.subscription().topic(), TestRecords.thing("a", 1, id)),
                Map.of(
                        "ce_id",
                        id.toString(),
                        "ce_type",
                        "t",
                        "ce_time",
                        InboxBench.AFTERWARDS.toString(),
                        "ce_sequence",
                        "1",
                        "traceparent",
                        "00-" + traceId + "-b7ad6b7169203331-01"));
        bench.awaitHandled("a", 1L);
        assertThat(trace).hasValue(traceId);
    }
}
