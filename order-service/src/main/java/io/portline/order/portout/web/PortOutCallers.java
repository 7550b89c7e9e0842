package io.portline.order.portout.web;

import io.portline.order.portorder.SubmissionCheck;
import io.portline.web.problem.ProblemException;
import io.portline.web.problem.ProblemType;
import io.portline.web.tenant.Caller;
import io.portline.web.tenant.Role;
import org.jspecify.annotations.Nullable;

/** What a caller is to port-outs. */
final class PortOutCallers {

    /** Where tenants have a PIN. */
    private static final String PIN_COUNTRY = "US";

    private PortOutCallers() {}

    /** A tenant's admin sees the own ones, operators all (null). */
    static @Nullable String mayRead(Caller caller) {
        if (caller.is(Role.TENANT_ADMIN)) {
            return caller.tenantId();
        }
        if (caller.is(Role.OPERATOR)) {
            return caller.scope().tenantIdOrNull();
        }
        throw ProblemException.of(ProblemType.FORBIDDEN);
    }

    /** Only a tenant's admin settles anything about port-outs. */
    static String maySettle(Caller caller) {
        return caller.require(Role.TENANT_ADMIN).tenantId();
    }

    static boolean needsPin(Caller caller) {
        return PIN_COUNTRY.equals(caller.tenantCountry());
    }

    static SubmissionCheck.@Nullable Submitter person(Caller caller) {
        String email = caller.email();
        return email == null
                ? null
                : new SubmissionCheck.Submitter(
                        caller.displayName(), email, caller.language().getLanguage());
    }
}
