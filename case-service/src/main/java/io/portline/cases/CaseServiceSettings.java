package io.portline.cases;

import io.portline.cases.tnscase.CaseCategory;
import io.portline.cases.tnscase.CaseSettings;
import io.portline.cases.tnscase.ServiceTarget;
import org.springframework.boot.context.properties.ConfigurationProperties;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * The settings {@code portline.cases}.
 *
 * @param targets what the desk owes, for every category
 */
@ConfigurationProperties("portline.cases")
record CaseServiceSettings(Map<CaseCategory, Target> targets) {

    /** In business time during which the desk holds the case. */
    record Target(Duration firstAnswer, Duration solution) {}

    CaseSettings cases() {
        Map<CaseCategory, ServiceTarget> owed = new EnumMap<>(CaseCategory.class);
        targets.forEach(
                (category, target) -> owed.put(category, new ServiceTarget(target.firstAnswer(), target.solution())));
        return new CaseSettings(owed);
    }
}
