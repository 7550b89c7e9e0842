package io.portline.benchmarks;

import io.portline.infrastructure.FreePort;
import io.portline.infrastructure.LocalMail;
import io.portline.infrastructure.LocalPostgres;
import io.portline.infrastructure.ReceivedMail;
import io.portline.infrastructure.TestInfrastructure;
import io.portline.messaging.id.EventIds;
import io.portline.notification.NotificationServiceApplication;
import io.portline.notification.delivery.Contact;
import io.portline.notification.delivery.ContactBook;
import io.portline.notification.delivery.Notification;
import io.portline.notification.delivery.NotificationKind;
import io.portline.notification.delivery.NotificationService;
import io.portline.notification.delivery.SampleNotifications;
import io.portline.notification.delivery.Subject;
import io.portline.notification.delivery.SubjectContacts;
import io.portline.notification.delivery.SubjectKind;
import io.portline.numbering.Language;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a notification costs: mails a second that the whole way brings into an SMTP sink (notification, delivery rows,
 * words, sending, marking, outcome events) as a share of what the same mail library brings into the same sink with the
 * same text over as many connections and nothing else. Before that a burst, and the heap that it takes. Real fsync; sink,
 * service and Kafka share the machine and the process, so that the sink's own work weighs on both.
 */
public final class MailBenchmark {
    private static final int CONNECTIONS = 4;
    private static final int MAILS = 10_000;
    private static final int ROUNDS = 5;
    private static final int WARM_UP_ROUNDS = 4;
    private static final int BURST = 100_000;
    private static final int LOOKED_AT_EVERY_SECONDS = 5;
    private static final int ORDERS = 500;
    /** As many as the inbox takes in one transaction. */
    private static final int EVENTS_OF_A_POLL = 200;

    private static final Set<String> WRITTEN_BY_THE_LIBRARY =
            Set.of("from", "to", "subject", "message-id", "mime-version", "content-type", "received", "return-path");

    private final NotificationService notifications;
    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;
    private final EventIds ids;
    private final LocalMail sink;
    private final List<Subject> orders = new ArrayList<>();
    private final PrintStream out;

    private MailBenchmark(ConfigurableApplicationContext service, LocalMail sink, PrintStream out) {
        this.notifications = service.getBean(NotificationService.class);
        this.transaction = new TransactionTemplate(service.getBean(PlatformTransactionManager.class));
        this.jdbc = service.getBean(JdbcClient.class);
        this.ids = service.getBean(EventIds.class);
        this.sink = sink;
        this.out = out;
        ContactBook contacts = service.getBean(ContactBook.class);
        for (int i = 0; i < ORDERS; i++) {
            Subject order = new Subject(SubjectKind.PORT_ORDER, UUID.randomUUID(), "PO-%06d".formatted(i), "contoso");
            Contact contact = new Contact(
                    UUID.randomUUID(), "Claire", "claire-%d@contoso.example".formatted(i), Language.FR, null);
            contacts.keep(new SubjectContacts(order, 1, false, List.of(contact)));
            orders.add(order);
        }
    }

    /** Runs everything; {@code --burst=N} changes the size of the burst, 0 leaves it out. Takes some minutes. */
    public static void main(String... args) throws Exception {
        LocalPostgres.Database database = TestInfrastructure.postgres().newDatabase("benchmark");
        try (LocalMail sink = LocalMail.start(new LocalMail.Settings(null, FreePort.find(), 0));
                ConfigurableApplicationContext service = new SpringApplicationBuilder(
                                NotificationServiceApplication.class)
                        .properties(Map.of("spring.config.name", "notification-service"))
                        .run(ServiceSettings.on(
                                database,
                                "--portline.identity.issuer-uri=http://localhost:1",
                                "--portline.inbox.enabled=false",
                                "--portline.mail.connections=" + CONNECTIONS,
                                "--portline.mail.domain-rate=0",
                                "--spring.mail.host=" + sink.host(),
                                "--spring.mail.port=" + sink.port()))) {
            MailBenchmark benchmark = new MailBenchmark(service, sink, System.out);
            int burst = burst(args);
            if (burst > 0) {
                benchmark.burst(burst);
            }
            benchmark.share();
        }
    }

    private static int burst(String... args) {
        for (String arg : args) {
            if (arg.startsWith("--burst=")) {
                return Integer.parseInt(arg.substring("--burst=".length()));
            }
        }
        return BURST;
    }

    private void share() throws Exception {
        List<Double> bare = new ArrayList<>();
        List<Double> whole = new ArrayList<>();
        List<Double> shares = new ArrayList<>();
        for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
            double told = MAILS / seconds(() -> tellAndWait(MAILS));
            double fed = MAILS / seconds(() -> feed(MAILS));
            if (round >= 0) {
                whole.add(told);
                bare.add(fed);
                shares.add(told / fed);
            }
        }
        out.printf(
                "%d connections: %.0f mails/s bare, %.0f notifications/s with rows, words, marks and outcomes: ratio %.2f, of %s%n",
                CONNECTIONS,
                median(bare),
                median(whole),
                median(shares),
                shares.stream().map("%.2f"::formatted).collect(Collectors.joining(" ")));
    }

    private void burst(int events) throws Exception {
        long before = live();
        AtomicLong most = new AtomicLong();
        double seconds;
        try (ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor()) {
            Future<?> _ = looking.scheduleWithFixedDelay(
                    () -> most.accumulateAndGet(live(), Math::max),
                    LOOKED_AT_EVERY_SECONDS,
                    LOOKED_AT_EVERY_SECONDS,
                    TimeUnit.SECONDS);
            seconds = seconds(() -> tellAndWait(events));
        }
        out.printf(
                "A burst of %,d events: all sent after %.0f s (%.0f/s); live heap before %d MB, at most %d MB, after %d MB%n",
                events, seconds, events / seconds, before >> 20, most.get() >> 20, live() >> 20);
    }

    /** What a collection leaves: a queue in memory would show there, garbage does not. Bytes. */
    private static long live() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private interface Work {
        void run() throws Exception;
    }

    private static double seconds(Work work) throws Exception {
        long begun = System.nanoTime();
        work.run();
        return (System.nanoTime() - begun) / 1e9;
    }

    /** From the first event handed over to the last mail marked as sent. */
    private void tellAndWait(int events) {
        for (int first = 0; first < events; first += EVENTS_OF_A_POLL) {
            int from = first;
            transaction.executeWithoutResult(_ -> {
                // As the inbox does with a poll.
                notifications.expect(IntStream.range(from, Math.min(from + EVENTS_OF_A_POLL, events))
                        .mapToObj(i -> orders.get(i % ORDERS).id())
                        .collect(Collectors.toSet()));
                for (int i = from; i < Math.min(from + EVENTS_OF_A_POLL, events); i++) {
                    Notification sample = SampleNotifications.of(NotificationKind.PORT_ORDER_APPROVED);
                    notifications.tell(
                            new Notification(
                                    ids.next(), orders.get(i % ORDERS), sample.kind(), sample.facts(), Instant.EPOCH),
                            1);
                }
            });
        }
        while (somethingWaits()) {
            LockSupport.parkNanos(100_000_000);
        }
    }

    /** Asked often, so that it must cost nothing: counting the deliveries took more of the database than sending them. */
    private boolean somethingWaits() {
        return jdbc.sql("SELECT EXISTS (SELECT FROM mail_queue ORDER BY delivery_id LIMIT 1)")
                .query(Boolean.class)
                .single();
    }

    /** The same mail, header for header and byte for byte of its parts, by the library alone. */
    private void feed(int mails) throws Exception {
        ReceivedMail model = sink.received().getLast();
        try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            List<Future<?>> done = new ArrayList<>();
            for (int connection = 0; connection < CONNECTIONS; connection++) {
                done.add(threads.submit(() -> {
                    feedOne(model, mails / CONNECTIONS);
                    return null;
                }));
            }
            for (Future<?> one : done) {
                one.get();
            }
        }
    }

    private void feedOne(ReceivedMail model, int mails) throws MessagingException {
        Session session = Session.getInstance(new Properties());
        Map<String, List<String>> headers = model.headers().entrySet().stream()
                .filter(header -> !WRITTEN_BY_THE_LIBRARY.contains(header.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect(sink.host(), sink.port(), null, null);
            for (int i = 0; i < mails; i++) {
                MimeMessage message = new MimeMessage(session);
                message.setFrom(new InternetAddress(model.from()));
                message.setRecipient(Message.RecipientType.TO, new InternetAddress(model.to()));
                message.setSubject(model.subject(), "UTF-8");
                for (Map.Entry<String, List<String>> header : headers.entrySet()) {
                    message.setHeader(header.getKey(), header.getValue().getFirst());
                }
                MimeMultipart alternatives = new MimeMultipart("alternative");
                MimeBodyPart text = new MimeBodyPart();
                text.setText(model.text(), "UTF-8", "plain");
                alternatives.addBodyPart(text);
                // Not by the library's own encoder, which takes a third of a sender's time: neither does Portline.
                InternetHeaders html = new InternetHeaders();
                html.setHeader("Content-Type", "text/html; charset=UTF-8");
                html.setHeader("Content-Transfer-Encoding", "base64");
                alternatives.addBodyPart(new MimeBodyPart(
                        html, Base64.getMimeEncoder().encode(model.html().getBytes(StandardCharsets.UTF_8))));
                message.setContent(alternatives);
                message.saveChanges();
                transport.sendMessage(message, message.getAllRecipients());
            }
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
