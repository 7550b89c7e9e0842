package io.portline.notification.webhook;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class WebhookRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");

    private final WebhookRetryPlan plan = new WebhookRetryPlan(new Random(1));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "192.0.0.8",
                "192.0.2.1",
                "192.88.99.1",
                "198.18.0.1",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd12::1",
                "ff02::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "64:ff9b::7f00:1",
                "2001:db8::1",
                "2001::1",
                "2002:7f00:1::",
                "3fff::1",
                "100::1"
            })
    void callsNoPrivateAddress(String address) {
        assertThat(PublicAddresses.contain(InetAddress.ofLiteral(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "172.32.0.1", "100.128.0.1", "192.0.1.1", "2606:4700::1111", "2a00:1450::1"})
    void callsPublicAddresses(String address) {
        assertThat(PublicAddresses.contain(InetAddress.ofLiteral(address))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "https://hooks.example.com/in?x=1,",
        "http://hooks.example.com/in,HTTPS_REQUIRED",
        "https://localhost/in,NOT_ALLOWED",
        "https://metadata.internal/in,NOT_ALLOWED",
        "https://169.254.169.254/latest,NOT_ALLOWED",
        "https://[::1]/in,NOT_ALLOWED",
        "https://user:secret@hooks.example.com/,FORMAT",
        "https://hooks.example.com/#part,FORMAT",
        "https://hooks.example.com:65535/in,",
        "https://hooks.example.com:65536/in,FORMAT",
        "https://hooks.example.com:0/in,FORMAT",
        "ftp://hooks.example.com/,FORMAT",
        "hooks.example.com,FORMAT",
        "'',REQUIRED",
    })
    void takesOnlyAddressesThatItMayCall(String address, String fault) {
        assertThat(new WebhookTargets(false).read(address)).satisfies(read -> {
            switch (read) {
                case WebhookTargets.Read.Fine _ -> assertThat(fault).isNull();
                case WebhookTargets.Read.Wrong(String code) -> assertThat(code).isEqualTo(fault);
            }
        });
    }

    @Test
    void takesAnyAddressInTheLocalStack() {
        assertThat(new WebhookTargets(true).read("http://127.0.0.1:9999/in"))
                .isInstanceOf(WebhookTargets.Read.Fine.class);
    }

    @Test
    void triesTenTimesOnTheScheduleOfTheStandard() {
        List<Duration> waits = new ArrayList<>();
        int attempts = 1;
        while (plan.judge(new WebhookSender.Answer.Status(500, Optional.empty()), attempts, NOW)
                instanceof WebhookOutcome.Postponed(Integer status, String answer, Instant next)) {
            assertThat(status).isEqualTo(500);
            assertThat(answer).isEqualTo("HTTP 500");
            waits.add(Duration.between(NOW, next));
            attempts++;
        }

        assertThat(attempts).isEqualTo(10);
        assertThat(waits).hasSameSizeAs(WebhookRetryPlan.WAITS);
        for (int i = 0; i < waits.size(); i++) {
            Duration planned = WebhookRetryPlan.WAITS.get(i);
            assertThat(waits.get(i))
                    .isBetween(
                            planned.multipliedBy(9).dividedBy(10),
                            planned.multipliedBy(11).dividedBy(10));
        }
        assertThat(plan.judge(new WebhookSender.Answer.None("No connection"), 10, NOW))
                .isEqualTo(new WebhookOutcome.GivenUp(null, "No connection"));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 204, 299})
    void takesEveryTwoHundredForAYes(int status) {
        assertThat(plan.judge(new WebhookSender.Answer.Status(status, Optional.empty()), 1, NOW))
                .isEqualTo(new WebhookOutcome.Sent(status));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 400, 401, 404, 429, 500, 503})
    void triesEveryOtherStatusAgainButGone(int status) {
        assertThat(plan.judge(new WebhookSender.Answer.Status(status, Optional.empty()), 1, NOW))
                .isInstanceOf(WebhookOutcome.Postponed.class);
        assertThat(plan.judge(new WebhookSender.Answer.Status(410, Optional.empty()), 1, NOW))
                .isInstanceOf(WebhookOutcome.Gone.class);
    }

    @Test
    void waitsAsLongAsItIsAskedTo() {
        assertThat(plan.judge(new WebhookSender.Answer.Status(429, Optional.of(Duration.ofMinutes(2))), 1, NOW))
                .isInstanceOfSatisfying(
                        WebhookOutcome.Postponed.class,
                        postponed -> assertThat(postponed.nextAttempt()).isEqualTo(NOW.plus(Duration.ofMinutes(2))));
    }

    @Test
    void letsThroughWhatAnEndpointAskedFor() {
        assertThat(EventTypes.wanted(List.of(), "case.opened")).isTrue();
        assertThat(EventTypes.wanted(List.of("port-order.*"), "port-order.completed"))
                .isTrue();
        assertThat(EventTypes.wanted(List.of("port-order.*"), "port-out.completed"))
                .isFalse();
        assertThat(EventTypes.wanted(List.of("case.opened"), "case.resolved")).isFalse();
        assertThat(EventTypes.wanted(List.of("case.opened"), EventTypes.TEST)).isTrue();
        assertThat(EventTypes.understood("case.*")).isTrue();
        assertThat(EventTypes.understood("*")).isFalse();
        assertThat(EventTypes.understood("case.exploded")).isFalse();
    }
}
