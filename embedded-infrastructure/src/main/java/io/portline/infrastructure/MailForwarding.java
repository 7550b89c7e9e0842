package io.portline.infrastructure;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.LinkedBlockingDeque;

/**
 * Hands mails for one mailbox and its plus-addresses over to a service, as a mail server's transport would: as they came, by
 * HTTP, with a token by client credentials, again and again while the service is away. What waits is kept in memory only.
 */
final class MailForwarding implements AutoCloseable {

    /** What the environment says; the names are those of {@link #environment}. */
    record Settings(String mailbox, URI service, URI tokens, String clientId, String clientSecret, String scope) {

        private static final String PREFIX = "PORTLINE_MAIL_FORWARD_";

        /** Empty unless all is set. */
        static @Nullable Settings of(Map<String, String> environment) {
            String mailbox = environment.getOrDefault(PREFIX + "MAILBOX", "");
            return mailbox.isBlank()
                    ? null
                    : new Settings(
                            mailbox.toLowerCase(Locale.ROOT),
                            URI.create(environment.getOrDefault(PREFIX + "URL", "")),
                            URI.create(environment.getOrDefault(PREFIX + "TOKEN_URL", "")),
                            environment.getOrDefault(PREFIX + "CLIENT_ID", ""),
                            environment.getOrDefault(PREFIX + "CLIENT_SECRET", ""),
                            environment.getOrDefault(PREFIX + "SCOPE", ""));
        }

        Map<String, String> environment() {
            return Map.of(
                    PREFIX + "MAILBOX", mailbox,
                    PREFIX + "URL", service.toString(),
                    PREFIX + "TOKEN_URL", tokens.toString(),
                    PREFIX + "CLIENT_ID", clientId,
                    PREFIX + "CLIENT_SECRET", clientSecret,
                    PREFIX + "SCOPE", scope);
        }

        /** Whether an address is the mailbox's or one of its plus-addresses. */
        boolean takes(String address) {
            String lower = address.toLowerCase(Locale.ROOT);
            int at = mailbox.lastIndexOf('@');
            return lower.equals(mailbox)
                    || (lower.startsWith(mailbox.substring(0, at) + "+") && lower.endsWith(mailbox.substring(at)));
        }

        /** Without the secret. */
        @Override
        public String toString() {
            return "Settings[" + mailbox + " to " + service + "]";
        }
    }

    private static final int MOST_WAITING = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Waiting(List<String> recipients, byte[] raw) {}

    private final Settings settings;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final LinkedBlockingDeque<Waiting> queue = new LinkedBlockingDeque<>(MOST_WAITING);
    private final Thread thread;
    private @Nullable String token;

    private MailForwarding(Settings settings) {
        this.settings = settings;
        this.thread = Thread.ofVirtual().name("forward-mails").unstarted(this::forward);
    }

    static MailForwarding start(Settings settings) {
        MailForwarding forwarding = new MailForwarding(settings);
        forwarding.thread.start();
        return forwarding;
    }

    /** Takes a mail if it is for the mailbox; the oldest is given up when there are too many. */
    void offer(List<String> recipients, byte[] raw) {
        List<String> ours = recipients.stream().filter(settings::takes).toList();
        if (!ours.isEmpty()) {
            while (!queue.offerLast(new Waiting(ours, raw.clone()))) {
                queue.pollFirst();
            }
        }
    }

    private void forward() {
        try {
            while (true) {
                Waiting next = queue.takeFirst();
                Duration wait = FIRST_WAIT;
                while (!handedOver(next)) {
                    Thread.sleep(wait);
                    wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait.multipliedBy(2);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the service has said yes or no; false if it should be tried again. */
    private boolean handedOver(Waiting mail) throws InterruptedException {
        try {
            String bearer = token == null ? newToken() : token;
            if (bearer == null) {
                return false;
            }
            token = bearer;
            int status = http.send(
                            HttpRequest.newBuilder(settings.service())
                                    .timeout(PATIENCE)
                                    .header("Authorization", "Bearer " + bearer)
                                    .header("Content-Type", "message/rfc822")
                                    .header("Envelope-To", String.join(", ", mail.recipients()))
                                    .POST(BodyPublishers.ofByteArray(mail.raw()))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
            if (status == 401) {
                token = null;
                return false;
            }
            return status < 500 && status != 429;
        } catch (IOException e) {
            return false;
        }
    }

    private @Nullable String newToken() throws IOException, InterruptedException {
        String form = "grant_type=client_credentials&client_id=" + encode(settings.clientId()) + "&client_secret="
                + encode(settings.clientSecret()) + "&scope=" + encode(settings.scope());
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(settings.tokens())
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
        return answer.statusCode() == 200
                ? JSON.readTree(answer.body()).path("access_token").asString()
                : null;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        thread.interrupt();
        http.shutdownNow();
    }
}
