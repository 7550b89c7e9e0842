package io.portline.web;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The settings {@code portline.web}. */
@ConfigurationProperties("portline.web")
record ServiceWebSettings(
        @DefaultValue Security security,
        @DefaultValue Limits limits,
        @DefaultValue Idempotency idempotency) {

    /**
     * @param audience what must be among a token's audiences; the application's name if not set
     * @param openPaths further paths that anybody may ask for, e.g. {@code /api/v1/public/**}
     * @param paths the paths that are guarded here; empty for all. An application with pages of its own names the paths
     *     of its API and brings a further filter chain for the pages
     */
    record Security(
            @Nullable String audience,
            @DefaultValue List<String> openPaths,
            @DefaultValue List<String> paths) {}

    /**
     * @param body the largest body that is neither multipart nor a form
     * @param streamedPaths paths whose handlers read the body themselves, as a stream and with a limit of their own
     * @param requestsPerSecond per tenant and instance, in the long run; 0 for no limit
     * @param burst how many requests a tenant may make at once after a pause
     */
    record Limits(
            @DefaultValue("256KB") DataSize body,
            @DefaultValue Set<String> streamedPaths,
            @DefaultValue("200") int requestsPerSecond,
            @DefaultValue("400") int burst) {}

    /** @param life how long an answer is kept, in real time */
    record Idempotency(@DefaultValue("24h") Duration life) {}
}
