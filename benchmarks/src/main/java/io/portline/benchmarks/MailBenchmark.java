package io.portline.benchmarks;

import io.portline.infrastructure.FreePort;
import io.portline.infrastructure.LocalMail;
import io.portline.infrastructure.LocalPostgres;
import io.portline.infrastructure.ReceivedMail;
import io.portline.infrastructure.TestInfrastructure;
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
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a notification costs: mails a second that the whole way brings into an SMTP sink (notification, delivery rows,
 * words, sending, marking, outcome events) as a share of what the same mail library brings into the same sink with the
 * same text over as many connections and nothing else. Then a burst, and the heap that it takes. Real fsync; sink,
 * service and Kafka share the machine and the process, so that the sink's own work weighs on both.
 */
public final class MailBenchmark {
    private static final int CONNECTIONS = 4;
    private static final int MAILS = 10_000;
    private static final int ROUNDS = 5;
    private static final int WARM_UP_ROUNDS = 4;
    private static final int BURST = 100_000;
    private static final int ORDERS = 500;
    /** As many as the inbox takes in one transaction. */
    private static final int EVENTS_OF_A_POLL = 200;

    private final NotificationService notifications;
    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;
    private final LocalMail sink;
    private final List<Subject> orders = new ArrayList<>();
    private final PrintStream out;

    private MailBenchmark(ConfigurableApplicationContext service, LocalMail sink, PrintStream out) {
        this.notifications = service.getBean(NotificationService.class);
        this.transaction = new TransactionTemplate(service.getBean(PlatformTransactionManager.class));
        this.jdbc = service.getBean(JdbcClient.class);
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
            benchmark.share();
            int burst = burst(args);
            if (burst > 0) {
                benchmark.burst(burst);
            }
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
        System.gc();
        List<MemoryPoolMXBean> heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
        long before = heap.stream().mapToLong(pool -> pool.getUsage().getUsed()).sum();
        heap.forEach(MemoryPoolMXBean::resetPeakUsage);
        double seconds = seconds(() -> tellAndWait(events));
        // The old generation holds what outlives a collection: a queue in memory would show there.
        long peak = heap.stream()
                .filter(pool -> pool.getName().contains("Old") || pool.getName().contains("Tenured"))
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
        System.gc();
        long after = heap.stream().mapToLong(pool -> pool.getUsage().getUsed()).sum();
        out.printf(
                "A burst of %,d events: all sent after %.0f s (%.0f/s); heap before %d MB, at most %d MB tenured, after %d MB%n",
                events, seconds, events / seconds, before >> 20, peak >> 20, after >> 20);
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
                                    UUID.randomUUID(),
                                    orders.get(i % ORDERS),
                                    sample.kind(),
                                    sample.facts(),
                                    Instant.EPOCH),
                            1);
                }
            });
        }
        while (somethingWaits()) {
            LockSupport.parkNanos(20_000_000);
        }
    }

    /** Asked often, so that it must cost nothing: counting the deliveries took more of the database than sending them. */
    private boolean somethingWaits() {
        return jdbc.sql("SELECT EXISTS (SELECT FROM mail_queue)")
                .query(Boolean.class)
                .single();
    }

    /** The same mail by the library alone. */
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
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect(sink.host(), sink.port(), null, null);
            for (int i = 0; i < mails; i++) {
                MimeMessage message = new MimeMessage(session);
                message.setFrom(new InternetAddress("portline@localhost"));
                message.setRecipient(Message.RecipientType.TO, new InternetAddress("claire@contoso.example"));
                message.setSubject(model.subject(), "UTF-8");
                MimeMultipart alternatives = new MimeMultipart("alternative");
                MimeBodyPart text = new MimeBodyPart();
                text.setText(model.text(), "UTF-8", "plain");
                MimeBodyPart html = new MimeBodyPart();
                html.setText(model.html(), "UTF-8", "html");
                alternatives.addBodyPart(text);
                alternatives.addBodyPart(html);
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
