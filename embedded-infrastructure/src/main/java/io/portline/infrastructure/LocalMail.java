package io.portline.infrastructure;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.server.ProtocolHandler;
import com.icegreen.greenmail.smtp.SmtpHandler;
import com.icegreen.greenmail.smtp.SmtpManager;
import com.icegreen.greenmail.smtp.SmtpServer;
import com.icegreen.greenmail.smtp.SmtpState;
import com.icegreen.greenmail.smtp.commands.SmtpCommandRegistry;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * A real SMTP server that keeps what it is given and sends nothing on, with a page that shows it. Tests can make it refuse, drop, hold back
 * or die.
 */
public final class LocalMail implements AutoCloseable {
    private static final int HEAP_MEGABYTES = 64;

    /**
     * Where mails for a mailbox and its plus-addresses are handed over to, as a mail server's transport would.
     *
     * @param mailbox such as {@code cases@localhost}
     * @param service takes them by POST, {@code message/rfc822}
     * @param tokens the token endpoint; the client's credentials and the scope buy what the service asks for
     */
    public record Forward(String mailbox, URI service, URI tokens, String clientId, String clientSecret, String scope) {

        private MailForwarding.Settings settings() {
            return new MailForwarding.Settings(mailbox, service, tokens, clientId, clientSecret, scope);
        }

        /** Without the secret. */
        @Override
        public String toString() {
            return settings().toString();
        }
    }

    /**
     * @param folder   where the newest mails are kept over restarts; null = in memory only
     * @param port     loopback port of SMTP
     * @param viewPort loopback port of the page and its JSON; 0 = none
     * @param forLongRuns whether the process starts slower and then needs less of the processor
     */
    public record Settings(@Nullable Path folder, int port, int viewPort, boolean forLongRuns) {
        public Settings(@Nullable Path folder, int port, int viewPort) {
            this(folder, port, viewPort, false);
        }

        public Settings madeForLongRuns() {
            return new Settings(folder, port, viewPort, true);
        }
    }

    private enum AfterData {
        ANSWER,
        DROP_CONNECTION,
    }

    private final Settings settings;
    private final MailStore store;
    private final Map<String, String> refusedRecipients = new ConcurrentHashMap<>();
    private volatile @Nullable String refusal;
    private volatile AfterData afterData = AfterData.ANSWER;
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private @Nullable SmtpServer server;
    private @Nullable MailView view;
    private volatile @Nullable MailForwarding forwarding;

    private LocalMail(Settings settings) {
        this.settings = settings;
        this.store = new MailStore(settings.folder(), Clock.systemUTC());
    }

    /** Starts the server and waits until it answers. */
    public static LocalMail start(Settings settings) {
        LocalMail mail = new LocalMail(settings);
        mail.start();
        if (settings.viewPort() != 0) {
            mail.view = MailView.start(settings.viewPort(), mail.store);
        }
        return mail;
    }

    /** The same, handing over what is for that mailbox. */
    public static LocalMail start(Settings settings, Forward forward) {
        LocalMail mail = start(settings);
        mail.forwarding = MailForwarding.start(forward.settings());
        return mail;
    }

    /** Runs the server until this process is asked to end: {@code --data FOLDER --port PORT --view-port PORT}. */
    public static void main(String... args) throws InterruptedException {
        Arguments arguments = Arguments.of(args);
        LocalMail mail = start(
                new Settings(Path.of(arguments.text("data")), arguments.number("port"), arguments.number("view-port")));
        MailForwarding.Settings forward = MailForwarding.Settings.of(System.getenv());
        if (forward != null) {
            mail.forwarding = MailForwarding.start(forward);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(mail::close, "stop-mail"));
        Thread.currentThread().join();
    }

    /** How to run the server as a process of its own, with the class path of this JVM. */
    public static ServerCommand command(Settings settings) {
        return command(settings, Map.of());
    }

    /** The same, handing over what is for that mailbox; the secret is in the environment, where others cannot read it. */
    public static ServerCommand command(Settings settings, Forward forward) {
        return command(settings, forward.settings().environment());
    }

    private static ServerCommand command(Settings settings, Map<String, String> forward) {
        Path folder = settings.folder();
        if (folder == null) {
            throw new IllegalArgumentException("A process of its own needs a folder");
        }
        List<String> command = new ArrayList<>();
        command.add(JavaCommand.java());
        command.addAll(JavaCommand.settings(HEAP_MEGABYTES, settings.forLongRuns()));
        command.addAll(List.of(
                "-Dlogback.configurationFile=embedded-infrastructure-logback.xml",
                LocalMail.class.getName(),
                "--data",
                folder.toAbsolutePath().toString(),
                "--port",
                Integer.toString(settings.port()),
                "--view-port",
                Integer.toString(settings.viewPort())));
        Map<String, String> environment = new HashMap<>(forward);
        environment.put("CLASSPATH", System.getProperty("java.class.path"));
        environment.put("MALLOC_ARENA_MAX", "2");
        return new ServerCommand(command, environment, created(folder));
    }

    private static Path created(Path folder) {
        try {
            return Files.createDirectories(folder.toAbsolutePath());
        } catch (IOException e) {
            throw new InfrastructureException("Cannot create " + folder, e);
        }
    }

    /** Listens again on the same port after {@link #stop()}. */
    public synchronized void start() {
        if (server != null) {
            return;
        }
        ServerSetup setup = new ServerSetup(settings.port(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
        setup.setServerStartupTimeout(10_000);
        SmtpServer started = new BehavingServer(setup);
        started.startService();
        try {
            if (!started.waitTillRunning(10_000)) {
                throw new InfrastructureException("The mail server does not listen on port " + settings.port());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InfrastructureException("Interrupted while starting the mail server", e);
        }
        server = started;
    }

    /** Dies: open connections break, new ones are refused, until {@link #start()}. What it has received stays. */
    public synchronized void stop() {
        if (server != null) {
            server.stopService();
            server = null;
        }
    }

    public String host() {
        return "localhost";
    }

    public int port() {
        return settings.port();
    }

    /** The mails received, oldest first; one entry per SMTP transaction, however many recipients it has. */
    public List<ReceivedMail> received() {
        return store.all();
    }

    /** The mails whose envelope names the address. */
    public List<ReceivedMail> receivedBy(String address) {
        return received().stream()
                .filter(mail -> mail.envelopeTo().stream().anyMatch(address::equalsIgnoreCase))
                .toList();
    }

    /** Forgets all mails and behaves well again. */
    public void reset() {
        behave();
        store.clear();
    }

    /** Every mail is refused after its data with the given reply, e.g. {@code 451 4.3.0 Try again later}. */
    public void refuseAll(String reply) {
        refusal = reply;
    }

    /** The address is refused with the given reply, e.g. {@code 550 5.1.1 No such user}. */
    public void refuseRecipient(String address, String reply) {
        refusedRecipients.put(address.toLowerCase(Locale.ROOT), reply);
    }

    /** Takes and keeps every mail, then breaks the connection instead of answering: the sender cannot know. */
    public void dropConnectionAfterData() {
        afterData = AfterData.DROP_CONNECTION;
    }

    /** Takes mails but holds back every answer until {@link #releaseAnswers()} or {@link #behave()}. */
    public void holdAnswers() {
        gate = new CountDownLatch(1);
    }

    public void releaseAnswers() {
        gate.countDown();
    }

    /** Ends all misbehaviour. */
    public void behave() {
        refusal = null;
        refusedRecipients.clear();
        afterData = AfterData.ANSWER;
        gate.countDown();
    }

    @Override
    public void close() {
        behave();
        stop();
        MailForwarding handingOver = forwarding;
        if (handingOver != null) {
            handingOver.close();
            forwarding = null;
        }
        if (view != null) {
            view.close();
            view = null;
        }
    }

    private final class BehavingServer extends SmtpServer {
        BehavingServer(ServerSetup setup) {
            super(setup, new Managers());
        }

        @Override
        protected ProtocolHandler createProtocolHandler(Socket clientSocket) {
            return new SmtpHandler(
                    new SmtpCommandRegistry(), new BehavingDelivery(managers, clientSocket), clientSocket);
        }
    }

    /** One per connection: decides what is answered and keeps what is taken. */
    private final class BehavingDelivery extends SmtpManager {
        private final Socket socket;

        BehavingDelivery(Managers managers, Socket socket) {
            super(managers.getImapHostManager(), managers.getUserManager());
            this.socket = socket;
        }

        @Override
        @SuppressWarnings("NullAway") // GreenMail: null means "no objection".
        public String checkRecipient(SmtpState state, MailAddress recipient) {
            return refusedRecipients.get(recipient.getEmail().toLowerCase(Locale.ROOT));
        }

        @Override
        @SuppressWarnings("NullAway") // GreenMail: null means "no objection".
        public String checkData(SmtpState state) {
            return refusal;
        }

        @Override
        public synchronized void send(SmtpState state) {
            try {
                ByteArrayOutputStream raw = new ByteArrayOutputStream();
                state.getMessage().getMessage().writeTo(raw);
                List<String> recipients = state.getMessage().getToAddresses().stream()
                        .map(MailAddress::getEmail)
                        .toList();
                store.add(recipients, raw.toByteArray());
                MailForwarding handingOver = forwarding;
                if (handingOver != null) {
                    handingOver.offer(recipients, raw.toByteArray());
                }
                gate.await();
                if (afterData == AfterData.DROP_CONNECTION) {
                    socket.setSoLinger(true, 0);
                    socket.close();
                }
            } catch (IOException | MessagingException e) {
                throw new InfrastructureException("Cannot keep a mail", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
