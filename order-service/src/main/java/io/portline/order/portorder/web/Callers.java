package io.portline.order.portorder.web;

import io.portline.order.portorder.By;
import io.portline.order.portorder.Scope;
import io.portline.order.portorder.SubmissionCheck;
import io.portline.web.problem.ProblemException;
import io.portline.web.problem.ProblemType;
import io.portline.web.tenant.Caller;
import io.portline.web.tenant.Role;
import org.jspecify.annotations.Nullable;

/** What a caller is to the orders. */
final class Callers {

    private Callers() {}

    /** A tenant's admin sees the own orders, the desk those linked to cases, operators all; other services none. */
    static Scope mayRead(Caller caller) {
        if (caller.is(Role.TENANT_ADMIN)) {
            return new Scope.Tenant(caller.tenantId());
        }
        if (caller.is(Role.OPERATOR)) {
            return new Scope.Everything();
        }
        if (caller.is(Role.DESK_AGENT)) {
            return new Scope.LinkedToCases();
        }
        throw ProblemException.of(ProblemType.FORBIDDEN);
    }

    /** Only a tenant's admin changes orders. */
    static Scope mayChange(Caller caller) {
        return new Scope.Tenant(caller.require(Role.TENANT_ADMIN).tenantId());
    }

    /** Documents and comments come from the tenant's admins and, for orders linked to cases, from the desk. */
    static Scope mayContribute(Caller caller) {
        caller.require(Role.TENANT_ADMIN, Role.DESK_AGENT);
        return mayRead(caller);
    }

    /** Operators see orders without account data. */
    static boolean seesAccount(Caller caller) {
        return caller.is(Role.TENANT_ADMIN) || caller.is(Role.DESK_AGENT);
    }

    static By by(Caller caller) {
        By.Actor actor = caller.is(Role.TENANT_ADMIN)
                ? By.Actor.ADMIN
                : caller.is(Role.DESK_AGENT) ? By.Actor.DESK : By.Actor.OPERATOR;
        return new By(actor, caller.subject(), caller.displayName());
    }

    static SubmissionCheck.@Nullable Submitter submitter(Caller caller) {
        String email = caller.email();
        return email == null
                ? null
                : new SubmissionCheck.Submitter(
                        caller.displayName(), email, caller.language().getLanguage());
    }
}
