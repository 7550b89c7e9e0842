package io.portline.notification.webhook.http;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.net.URI;
import java.time.Duration;

/**
 * How webhooks go out.
 *
 * @param allowPrivateAddresses for the local stack only: lets tenants have any address called, over plain HTTP too
 * @param timeout for one attempt from resolving the name to the end of the answer
 * @param rotationOverlap how long an old secret goes on signing
 * @param keep how long events can be sent again
 * @param orderApi where payloads link to for the whole order
 * @param caseApi where payloads link to for the whole case
 */
@ConfigurationProperties("portline.webhooks")
public record WebhookSettings(
        @DefaultValue("false") boolean allowPrivateAddresses,
        @DefaultValue("20s") Duration timeout,
        @DefaultValue("24h") Duration rotationOverlap,
        @DefaultValue("30d") Duration keep,
        URI orderApi,
        URI caseApi) {}
