package io.portline.notification.webhook.http;

import com.standardwebhooks.Webhook;
import io.portline.notification.webhook.SealedSecret;
import io.portline.notification.webhook.WebhookDelivery;
import io.portline.notification.webhook.WebhookEvent;
import io.portline.notification.webhook.WebhookSender.Answer;
import io.portline.notification.webhook.WebhookTargets;
import io.portline.notification.webhook.secrets.EncryptedSecrets;
import io.portline.web.secrets.WrappingKeys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

class HttpWebhookSenderTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final Receiver receiver = new Receiver();
    private final byte[] secret = new byte[32];
    private final UUID endpoint = UUID.randomUUID();
    private final EncryptedSecrets secrets = new EncryptedSecrets(
            WrappingKeys.parse("one:" + Base64.getEncoder().encodeToString(new byte[32])), new SecureRandom());
    private final HttpWebhookSender sender = sender(true, InetAddress::getAllByName);

    @AfterEach
    void close() {
        sender.close();
        receiver.close();
    }

    @Test
    void postsWhatTheReceiversOwnLibraryAccepts() throws Exception {
        WebhookDelivery delivery = delivery(receiver.url("/in?x=1"));

        assertThat(sender.post(delivery)).isEqualTo(new Answer.Status(204, Optional.empty()));
        Receiver.Request request = receiver.requests().getFirst();
        assertThat(request.path()).isEqualTo("/in?x=1");
        assertThat(request.headers().firstValue("webhook-id"))
                .contains(delivery.event().eventId().toString());
        assertThat(request.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        assertThatCode(() -> new Webhook(Base64.getEncoder().encodeToString(secret))
                        .verify(request.body(), request.headers()))
                .doesNotThrowAnyException();
    }

    @Test
    void followsNoRedirect() {
        receiver.behave(
                Receiver.answering(302, "Location", receiver.url("/elsewhere").toString()));

        assertThat(sender.post(delivery(receiver.url("/in")))).isEqualTo(new Answer.Status(302, Optional.empty()));
        assertThat(receiver.requests()).hasSize(1);
    }

    @Test
    void hearsHowLongToWait() {
        receiver.behave(Receiver.answering(429, "Retry-After", "120"));

        assertThat(sender.post(delivery(receiver.url("/in"))))
                .isEqualTo(new Answer.Status(429, Optional.of(Duration.ofMinutes(2))));
    }

    @Test
    void givesUpOnAnAnswerThatDoesNotCome() {
        CountDownLatch never = new CountDownLatch(1);
        receiver.behave(_ -> {
            try {
                never.await();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });

        assertThat(impatient().post(delivery(receiver.url("/in")))).isEqualTo(new Answer.None("No answer in time"));
        never.countDown();
    }

    /** A byte now and then keeps a read from timing out; the whole attempt has an end all the same. */
    @Test
    void givesUpOnAnAnswerThatDripsForEver() {
        receiver.behave(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                while (true) {
                    body.write('.');
                    body.flush();
                    LockSupport.parkNanos(100_000_000);
                }
            }
        });

        assertThat(impatient().post(delivery(receiver.url("/in")))).isEqualTo(new Answer.None("No answer in time"));
    }

    @Test
    void readsNoMoreThanALittleOfALargeAnswer() {
        AtomicInteger written = new AtomicInteger();
        receiver.behave(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                for (int i = 0; i < 1_000; i++) {
                    body.write(new byte[64 * 1024]);
                    written.incrementAndGet();
                }
            }
        });

        assertThat(sender.post(delivery(receiver.url("/in")))).isEqualTo(new Answer.Status(200, Optional.empty()));
        assertThat(written.get()).isLessThan(1_000);
    }

    @Test
    void saysWhenNobodyIsThere() {
        int port = receiver.port();
        receiver.close();

        assertThat(sender.post(delivery(URI.create("http://127.0.0.1:" + port + "/"))))
                .isEqualTo(new Answer.None("No connection"));
    }

    @Test
    void callsNoPrivateAddressByNumberOrByName() {
        HttpWebhookSender strict = sender(false, InetAddress::getAllByName);

        assertThat(strict.post(delivery(receiver.url("/in"))))
                .isEqualTo(new Answer.None("The address is not a public one"));
        assertThat(strict.post(delivery(URI.create("http://localhost:" + receiver.port() + "/"))))
                .isEqualTo(new Answer.None("The address is not a public one"));
        assertThat(receiver.requests()).isEmpty();
    }

    /** The name is public when it is checked and ours a moment later. */
    @Test
    void isNotFooledByANameThatChangesItsMind() {
        AtomicInteger lookups = new AtomicInteger();
        HttpWebhookSender strict = new HttpWebhookSender(
                new WebhookTargets(false), secrets, SHORT, Clock.systemUTC(), _ -> new InetAddress[] {
                    lookups.getAndIncrement() == 0
                            ? InetAddress.ofLiteral("2001:4860:4860::8888")
                            : InetAddress.getLoopbackAddress()
                });
        WebhookDelivery delivery = delivery(URI.create("http://rebinding.example:" + receiver.port() + "/in"));

        assertThat(strict.post(delivery)).isInstanceOf(Answer.None.class);
        assertThat(strict.post(delivery)).isEqualTo(new Answer.None("The address is not a public one"));
        assertThat(lookups)
                .as("one look-up for each attempt: what was checked is what is called")
                .hasValue(2);
        assertThat(receiver.requests()).isEmpty();
    }

    @Test
    void refusesANameWithOnePrivateAddressAmongPublicOnes() {
        HttpWebhookSender strict = sender(
                false, _ -> new InetAddress[] {InetAddress.ofLiteral("8.8.8.8"), InetAddress.getLoopbackAddress()});

        assertThat(strict.post(delivery(URI.create("http://mixed.example:" + receiver.port() + "/in"))))
                .isEqualTo(new Answer.None("The address is not a public one"));
    }

    private HttpWebhookSender impatient() {
        return new HttpWebhookSender(
                new WebhookTargets(true), secrets, SHORT, Clock.systemUTC(), InetAddress::getAllByName);
    }

    private HttpWebhookSender sender(boolean anywhere, CheckedAddresses.Names names) {
        return new HttpWebhookSender(new WebhookTargets(anywhere), secrets, TIMEOUT, Clock.systemUTC(), names);
    }

    private WebhookDelivery delivery(URI url) {
        SealedSecret sealed = secrets.seal(endpoint, secret);
        return new WebhookDelivery(
                UUID.randomUUID(),
                endpoint,
                url,
                new WebhookEvent(
                        UUID.randomUUID(), "contoso", "port-order.completed", null, Instant.EPOCH, "{\"type\":\"é\"}"),
                0,
                Instant.EPOCH,
                List.of(sealed),
                null);
    }
}
