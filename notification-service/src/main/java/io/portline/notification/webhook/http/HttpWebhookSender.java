package io.portline.notification.webhook.http;

import io.portline.notification.webhook.SealedSecret;
import io.portline.notification.webhook.WebhookDelivery;
import io.portline.notification.webhook.WebhookSender;
import io.portline.notification.webhook.WebhookTargets;
import io.portline.notification.webhook.secrets.EncryptedSecrets;
import io.portline.notification.webhook.secrets.Signatures;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.Closer;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

import javax.net.ssl.SSLException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Posts webhooks: signed, to checked addresses only, no redirects, no proxies, no cookies, and never longer or more than
 * it should. What the other side answers is not kept but for its status.
 */
public final class HttpWebhookSender implements WebhookSender, AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int LARGEST_ANSWER = 16 * 1024;
    private static final int LONGEST_HEADER_LINE = 8 * 1024;
    private static final int MOST_HEADERS = 100;
    private static final int CONNECTIONS = 100;
    private static final int CONNECTIONS_TO_ONE = 8;

    private final CloseableHttpClient http;
    private final ScheduledExecutorService deadlines;
    private final EncryptedSecrets secrets;
    private final Duration timeout;
    private final Clock realClock;

    public HttpWebhookSender(WebhookTargets targets, EncryptedSecrets secrets, Duration timeout, Clock realClock) {
        this(targets, secrets, timeout, realClock, InetAddress::getAllByName);
    }

    HttpWebhookSender(
            WebhookTargets targets,
            EncryptedSecrets secrets,
            Duration timeout,
            Clock realClock,
            CheckedAddresses.Names names) {
        this.secrets = secrets;
        this.timeout = timeout;
        this.realClock = realClock;
        this.deadlines = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("webhook-deadlines").factory());
        Http1Config limits = Http1Config.custom()
                .setMaxLineLength(LONGEST_HEADER_LINE)
                .setMaxHeaderCount(MOST_HEADERS)
                .build();
        this.http = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new CheckedAddresses(targets, names))
                        .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                                .http1Config(limits)
                                .build())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(CONNECT))
                                .setSocketTimeout(Timeout.of(timeout))
                                // A name is looked up and checked again every now and then.
                                .setTimeToLive(TimeValue.ofSeconds(30))
                                .build())
                        .setMaxConnTotal(CONNECTIONS)
                        .setMaxConnPerRoute(CONNECTIONS_TO_ONE)
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.of(timeout))
                        .setResponseTimeout(Timeout.of(timeout))
                        .setRedirectsEnabled(false)
                        .build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .setUserAgent("Portline-Webhooks/1.0")
                .build();
    }

    @Override
    public Answer post(WebhookDelivery delivery) {
        HttpPost request = request(delivery);
        AtomicBoolean late = new AtomicBoolean();
        Future<?> deadline = deadlines.schedule(
                () -> {
                    late.set(true);
                    request.abort();
                },
                timeout.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            ClassicHttpResponse response = http.executeOpen(null, request, null);
            try {
                readAway(request, response.getEntity());
                return new Answer.Status(response.getCode(), retryAfter(response));
            } finally {
                // What is left of an answer that was ended cannot be read to its end, and need not be.
                Closer.closeQuietly(response);
            }
        } catch (CheckedAddresses.ForbiddenAddressException forbidden) {
            return new Answer.None("The address is not a public one");
        } catch (UnknownHostException unknown) {
            return new Answer.None("The name of the host is not known");
        } catch (SocketTimeoutException silent) {
            return new Answer.None("No answer in time");
        } catch (IOException failure) {
            return new Answer.None(late.get() ? "No answer in time" : reason(failure));
        } finally {
            deadline.cancel(false);
        }
    }

    private HttpPost request(WebhookDelivery delivery) {
        String id = delivery.event().eventId().toString();
        long timestamp = realClock.instant().getEpochSecond();
        String payload = delivery.event().payload();
        List<byte[]> open = delivery.secrets().stream()
                .map((SealedSecret sealed) -> secrets.open(delivery.endpointId(), sealed))
                .toList();
        HttpPost request = new HttpPost(delivery.url());
        request.setHeader("webhook-id", id);
        request.setHeader("webhook-timestamp", Long.toString(timestamp));
        request.setHeader("webhook-signature", Signatures.of(open, id, timestamp, payload));
        request.setEntity(new StringEntity(payload, ContentType.APPLICATION_JSON));
        return request;
    }

    /** So much of the answer as lets the connection be used again; more ends it. */
    private static void readAway(HttpPost request, @Nullable HttpEntity entity) throws IOException {
        if (entity == null) {
            return;
        }
        InputStream body = entity.getContent();
        if (body != null && body.readNBytes(LARGEST_ANSWER).length == LARGEST_ANSWER) {
            request.abort();
        }
    }

    private static Optional<Duration> retryAfter(ClassicHttpResponse response) {
        Header header = response.getFirstHeader("Retry-After");
        if (header == null
                || header.getValue() == null
                || !header.getValue().strip().matches("[0-9]{1,6}")) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofSeconds(Long.parseLong(header.getValue().strip())));
    }

    /** The kind of failure: its text may hold addresses of ours. */
    private static String reason(IOException failure) {
        return switch (failure) {
            case SSLException _ -> "TLS failed";
            case ConnectException _ -> "No connection";
            default -> "The connection broke";
        };
    }

    @Override
    public void close() {
        http.close(CloseMode.IMMEDIATE);
        deadlines.shutdownNow();
    }
}
