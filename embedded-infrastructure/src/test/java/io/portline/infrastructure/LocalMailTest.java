package io.portline.infrastructure;

import com.sun.net.httpserver.HttpServer;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class LocalMailTest {
    private final LocalMail mail = TestInfrastructure.mail();

    @BeforeEach
    void forget() {
        mail.reset();
    }

    @AfterEach
    void behave() {
        mail.reset();
    }

    @Test
    void keepsWhatWasSentWithEveryPartReadable() throws Exception {
        send(mail, "claire@fabrikam.example", "Transfert terminé");
        assertThat(mail.received()).singleElement().satisfies(received -> {
            assertThat(received.envelopeTo()).containsExactly("claire@fabrikam.example");
            assertThat(received.subject()).isEqualTo("Transfert terminé");
            assertThat(received.language()).isEqualTo("fr");
            assertThat(received.text()).contains("Terminé");
            assertThat(received.html()).contains("<p>Terminé</p>");
            assertThat(received.header("message-id")).isEqualTo(received.messageId());
        });
        assertThat(mail.receivedBy("CLAIRE@fabrikam.example")).hasSize(1);
        assertThat(mail.receivedBy("ada@contoso.example")).isEmpty();
    }

    @Test
    void refusesARecipientForGood() {
        mail.refuseRecipient("gone@contoso.example", "550 5.1.1 No such user");
        assertThatThrownBy(() -> send(mail, "gone@contoso.example", "x")).isInstanceOf(SendFailedException.class);
        assertThat(mail.received()).isEmpty();
    }

    @Test
    void refusesEverythingUntilItBehavesAgain() throws Exception {
        mail.refuseAll("451 4.3.0 Try again later");
        assertThatThrownBy(() -> send(mail, "ada@contoso.example", "x")).hasStackTraceContaining("451 4.3.0");
        mail.behave();
        send(mail, "ada@contoso.example", "x");
        assertThat(mail.received()).hasSize(1);
    }

    @Test
    void keepsTheMailThatItDoesNotConfirm() {
        mail.dropConnectionAfterData();
        assertThatThrownBy(() -> send(mail, "ada@contoso.example", "x")).isInstanceOf(MessagingException.class);
        assertThat(mail.received()).hasSize(1);
    }

    @Test
    void holdsBackItsAnswerUntilReleased() {
        mail.holdAnswers();
        CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
            try {
                send(mail, "ada@contoso.example", "x");
            } catch (MessagingException e) {
                throw new IllegalStateException(e);
            }
        });
        await().until(() -> mail.received().size() == 1);
        assertThat(sending).isNotDone();
        mail.releaseAnswers();
        await().until(sending::isDone);
        assertThat(sending).isCompleted();
    }

    @Test
    void refusesConnectionsWhileStoppedAndKeepsItsMails() throws Exception {
        send(mail, "ada@contoso.example", "before");
        mail.stop();
        try {
            assertThatThrownBy(() -> send(mail, "ada@contoso.example", "x")).isInstanceOf(MessagingException.class);
        } finally {
            mail.start();
        }
        send(mail, "ada@contoso.example", "after");
        assertThat(mail.received()).extracting(ReceivedMail::subject).containsExactly("before", "after");
    }

    @Test
    void keepsMailsOverARestartWhereItHasAFolder(@TempDir Path folder) throws Exception {
        LocalMail.Settings settings = new LocalMail.Settings(folder, FreePort.find(), 0);
        try (LocalMail first = LocalMail.start(settings)) {
            send(first, "haru@portline.example", "移行承認済み");
        }
        try (LocalMail second = LocalMail.start(settings)) {
            send(second, "haru@portline.example", "完了");
            assertThat(second.received()).extracting(ReceivedMail::subject).containsExactly("移行承認済み", "完了");
            assertThat(second.received()).extracting(ReceivedMail::number).containsExactly(1, 2);
            assertThat(second.received().getFirst().envelopeTo()).containsExactly("haru@portline.example");
        }
    }

    @Test
    void showsTheMailsAsJsonAndAsAPageThatRunsNothingOfTheirs(@TempDir Path folder) throws Exception {
        int viewPort = FreePort.find();
        try (LocalMail shown = LocalMail.start(new LocalMail.Settings(folder, FreePort.find(), viewPort));
                HttpClient client = HttpClient.newHttpClient()) {
            send(shown, "ada@contoso.example", "<script>alert(1)</script>");
            String base = "http://localhost:%d/mails".formatted(viewPort);
            assertThat(get(client, base, "application/json").body())
                    .contains("\"subject\":\"<script>alert(1)</script>\"", "\"language\":\"fr\"");
            assertThat(get(client, base, "text/html").body())
                    .contains("&lt;script&gt;", "/mails/1")
                    .doesNotContain("<script>");
            assertThat(get(client, base + "/1", "text/html").body())
                    .contains("sandbox=\"\"", "Terminé")
                    .doesNotContain("<script>");
            assertThat(get(client, base + "/2", "text/html").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void handsOverWhatIsForTheMailboxUntilTheServiceHasItAndNothingElse() throws Exception {
        BlockingQueue<String> handedOver = new LinkedBlockingQueue<>();
        AtomicInteger asked = new AtomicInteger();
        HttpServer service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try {
            service.createContext("/", exchange -> {
                try (exchange) {
                    boolean away = asked.getAndIncrement() == 0;
                    String to = exchange.getRequestHeaders().getFirst("Envelope-To");
                    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                    if (!away
                            && "Bearer good".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                        handedOver.add(to + " " + body);
                    }
                    exchange.sendResponseHeaders(away ? 503 : 201, -1);
                }
            });
            service.createContext("/token", exchange -> {
                try (exchange) {
                    byte[] token = "{\"access_token\":\"good\"}".getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, token.length);
                    exchange.getResponseBody().write(token);
                }
            });
            service.start();
            URI url = URI.create("http://localhost:" + service.getAddress().getPort());
            LocalMail.Forward forward =
                    new LocalMail.Forward("cases@localhost", url, url.resolve("/token"), "id", "secret", "cases");
            try (LocalMail mail = LocalMail.start(new LocalMail.Settings(null, FreePort.find(), 0), forward)) {
                send(mail, "ada@contoso.example", "for somebody else");
                send(mail, "cases+42-abc@localhost", "for the desk");

                assertThat(handedOver.poll(30, TimeUnit.SECONDS))
                        .startsWith("cases+42-abc@localhost ")
                        .contains("Subject: for the desk");
                assertThat(handedOver).isEmpty();
                assertThat(mail.received()).hasSize(2);
            }
        } finally {
            service.stop(0);
        }
    }

    private static HttpResponse<String> get(HttpClient client, String url, String accept) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(url)).header("Accept", accept).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static void send(LocalMail mail, String to, String subject) throws MessagingException {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.host", mail.host());
        properties.setProperty("mail.smtp.port", Integer.toString(mail.port()));
        MimeMessage message = new MimeMessage(Session.getInstance(properties));
        message.setFrom(new InternetAddress("portline@localhost"));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
        message.setSubject(subject, "UTF-8");
        message.setHeader("Content-Language", "fr");
        MimeBodyPart text = new MimeBodyPart();
        text.setText("Terminé", "UTF-8");
        MimeBodyPart html = new MimeBodyPart();
        html.setText("<p>Terminé</p>", "UTF-8", "html");
        MimeMultipart parts = new MimeMultipart("alternative", text, html);
        message.setContent(parts);
        Transport.send(message);
    }
}
