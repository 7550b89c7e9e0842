package io.portline.notification.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The schedule of Standard Webhooks 1.0, "Deliverability and reliability", with jitter: ten attempts over three days. */
public final class WebhookRetryPlan {

    /** The waits after each failed attempt. */
    static final List<Duration> WAITS = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));

    private static final int HTTP_GONE = 410;
    private static final Duration LONGEST_WISH = Duration.ofHours(24);

    private final RandomGenerator random;

    public WebhookRetryPlan(RandomGenerator random) {
        this.random = random;
    }

    /**
     * What to make of the answer to an attempt.
     *
     * @param attempts this one included
     * @param now real time
     */
    public WebhookOutcome judge(WebhookSender.Answer answer, int attempts, Instant now) {
        return switch (answer) {
            case WebhookSender.Answer.Status(int code, var _) when code / 100 == 2 -> new WebhookOutcome.Sent(code);
            case WebhookSender.Answer.Status(int code, var _) when code == HTTP_GONE -> new WebhookOutcome.Gone(code);
            case WebhookSender.Answer.Status(int code, Optional<Duration> wish) ->
                next(attempts, wish, now)
                        .<WebhookOutcome>map(next -> new WebhookOutcome.Postponed(code, "HTTP " + code, next))
                        .orElseGet(() -> new WebhookOutcome.GivenUp(code, "HTTP " + code));
            case WebhookSender.Answer.None(String reason) ->
                next(attempts, Optional.empty(), now)
                        .<WebhookOutcome>map(next -> new WebhookOutcome.Postponed(null, reason, next))
                        .orElseGet(() -> new WebhookOutcome.GivenUp(null, reason));
        };
    }

    private Optional<Instant> next(int attempts, Optional<Duration> wish, Instant now) {
        if (attempts > WAITS.size()) {
            return Optional.empty();
        }
        Duration planned = WAITS.get(attempts - 1);
        // A tenth earlier to a tenth later, so that what failed together does not come back together.
        Duration jittered = Duration.ofMillis((long) (planned.toMillis() * (0.9 + random.nextDouble() / 5)));
        Duration wished =
                wish.filter(asked -> asked.compareTo(LONGEST_WISH) <= 0).orElse(Duration.ZERO);
        return Optional.of(now.plus(jittered.compareTo(wished) < 0 ? wished : jittered));
    }
}
