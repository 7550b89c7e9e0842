package io.portline.cases.tnscase;

import java.util.EnumMap;
import java.util.Map;

/** What the desk promises, by category. */
public record CaseSettings(Map<CaseCategory, ServiceTarget> targets) {

    public CaseSettings {
        targets = Map.copyOf(new EnumMap<>(targets));
        for (CaseCategory category : CaseCategory.values()) {
            if (!targets.containsKey(category)) {
                throw new IllegalArgumentException("No target for " + category);
            }
        }
    }

    ServiceTarget target(CaseCategory category) {
        ServiceTarget target = targets.get(category);
        if (target == null) {
            throw new IllegalStateException("Checked when it was made");
        }
        return target;
    }
}
