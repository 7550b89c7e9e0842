package io.portline.dashboard.casebook.web;

import io.portline.dashboard.casebook.CaseState;
import io.portline.numbering.Country;

import java.time.ZoneId;

/** By which clocks a case's times are shown. */
enum CaseZones {
    INSTANCE;

    /** The requested date's zone, else the country's first. */
    public ZoneId of(CaseState found) {
        if (found.requested() != null) {
            return found.requested().getZone();
        }
        return Country.of(found.country()).map(Country::defaultZone).orElse(ZoneId.of("UTC"));
    }
}
