package io.portline.dashboard.casebook;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A page of cases.
 *
 * @param next where the following page begins; null if this is the last
 */
public record CasePage(List<CaseState> cases, @Nullable CasePosition next) {

    public CasePage {
        cases = List.copyOf(cases);
    }
}
