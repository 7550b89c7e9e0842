package io.portline.local.demo;

import java.net.URI;
import java.time.Clock;

/**
 * Where a running Portline is, and as whom the desk's demo speaks to it: two tenants and the desk.
 *
 * @param smtpPort where the mail sink takes answers
 * @param businessClock the clock that the services go by, so that dates asked for lie in their future
 */
public record DeskAddresses(
        URI identity,
        URI caseService,
        URI mailView,
        int smtpPort,
        String contosoSecret,
        String fabrikamSecret,
        String deskSecret,
        Clock businessClock,
        URI dashboard) {

    /** Leaves the secrets out. */
    @Override
    public String toString() {
        return "DeskAddresses[identity=%s, caseService=%s]".formatted(identity, caseService);
    }
}
