package io.portline.cases;

import io.portline.cases.tnscase.CaseCategory;
import io.portline.cases.tnscase.CaseSettings;
import io.portline.cases.tnscase.ServiceTarget;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * The settings {@code portline.cases}.
 *
 * @param targets what the desk owes, for every category
 */
@ConfigurationProperties("portline.cases")
record CaseServiceSettings(
        Map<CaseCategory, Target> targets, @DefaultValue Documents documents) {

    /** In business time during which the desk holds the case. */
    record Target(Duration firstAnswer, Duration solution) {}

    /** Where the bytes of documents are. */
    enum Store {
        POSTGRES,
        S3
    }

    record Documents(
            @DefaultValue("postgres") Store store,
            @DefaultValue S3 s3) {}

    /**
     * An S3-compatible store.
     *
     * @param endpoint of a store that is not Amazon's own; null for that one
     * @param accessKey with {@code secretKey}; null: as the machine's environment says
     * @param pathStyle whether the bucket is in the path and not in the host's name, as most other stores want it
     */
    record S3(
            @Nullable URI endpoint,
            @DefaultValue("us-east-1") String region,
            @DefaultValue("portline-case-documents") String bucket,
            @Nullable String accessKey,
            @Nullable String secretKey,
            @DefaultValue("true") boolean pathStyle) {

        /** Without the secret. */
        @Override
        public String toString() {
            return "S3[endpoint=%s, region=%s, bucket=%s]".formatted(endpoint, region, bucket);
        }
    }

    CaseSettings cases() {
        Map<CaseCategory, ServiceTarget> owed = new EnumMap<>(CaseCategory.class);
        targets.forEach(
                (category, target) -> owed.put(category, new ServiceTarget(target.firstAnswer(), target.solution())));
        return new CaseSettings(owed);
    }
}
