package io.portline.order.portorder;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

import static io.portline.order.portorder.CommandKind.ACTIVATE;
import static io.portline.order.portorder.CommandKind.ACTIVATED;
import static io.portline.order.portorder.CommandKind.ADD_COMMENT;
import static io.portline.order.portorder.CommandKind.ADD_CONTACTS;
import static io.portline.order.portorder.CommandKind.ADD_DOCUMENT;
import static io.portline.order.portorder.CommandKind.APPROVAL_WITHDRAWN;
import static io.portline.order.portorder.CommandKind.CANCEL_CONFIRMED;
import static io.portline.order.portorder.CommandKind.CANCEL_REFUSED;
import static io.portline.order.portorder.CommandKind.CARRIER_ACCEPTED;
import static io.portline.order.portorder.CommandKind.CARRIER_REJECTED;
import static io.portline.order.portorder.CommandKind.COMPLETE_INTAKE;
import static io.portline.order.portorder.CommandKind.ESCALATE_OVERDUE;
import static io.portline.order.portorder.CommandKind.FOC_MOVED;
import static io.portline.order.portorder.CommandKind.LINK_CASE;
import static io.portline.order.portorder.CommandKind.LOCK_TRANSFER;
import static io.portline.order.portorder.CommandKind.SUPPLEMENT_AGREED;
import static io.portline.order.portorder.CommandKind.SUPPLEMENT_REFUSED;
import static io.portline.order.portorder.PortOrderAction.CANCEL;
import static io.portline.order.portorder.PortOrderAction.DELETE;
import static io.portline.order.portorder.PortOrderAction.EDIT;
import static io.portline.order.portorder.PortOrderAction.EDIT_FOC;
import static io.portline.order.portorder.PortOrderAction.VIEW;

/**
 * The one permission table, as data. The guard of {@link PortOrderRules}, the {@code actions} of the API, the buttons of the screens, the
 * refusals and docs/state-machine.md all follow from it.
 */
public final class PermittedActions {

    private PermittedActions() {}

    /** A row: what people may do, and what else takes effect. */
    private record Row(Set<PortOrderAction> actions, Set<CommandKind> others) {
        static Row of(Set<PortOrderAction> actions, CommandKind... others) {
            Set<CommandKind> kinds = EnumSet.noneOf(CommandKind.class);
            Collections.addAll(kinds, others);
            return new Row(
                    actions.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(actions)),
                    Collections.unmodifiableSet(kinds));
        }
    }

    private static final Row PROCESSING =
            Row.of(Set.of(VIEW, CANCEL), COMPLETE_INTAKE, ADD_CONTACTS, ADD_DOCUMENT, ADD_COMMENT, LINK_CASE);
    private static final Row CONTACTING_CARRIER = Row.of(
            Set.of(VIEW, CANCEL),
            CARRIER_ACCEPTED,
            CARRIER_REJECTED,
            ESCALATE_OVERDUE,
            ADD_CONTACTS,
            ADD_DOCUMENT,
            ADD_COMMENT,
            LINK_CASE);
    private static final Row TRANSFER_APPROVED = Row.of(
            Set.of(VIEW, EDIT_FOC, CANCEL),
            LOCK_TRANSFER,
            FOC_MOVED,
            SUPPLEMENT_AGREED,
            SUPPLEMENT_REFUSED,
            APPROVAL_WITHDRAWN,
            ESCALATE_OVERDUE,
            ADD_CONTACTS,
            ADD_DOCUMENT,
            ADD_COMMENT,
            LINK_CASE);
    private static final Row TRANSFER_PENDING = Row.of(
            Set.of(VIEW),
            ACTIVATE,
            ACTIVATED,
            FOC_MOVED,
            SUPPLEMENT_AGREED,
            SUPPLEMENT_REFUSED,
            ESCALATE_OVERDUE,
            ADD_CONTACTS,
            ADD_DOCUMENT,
            ADD_COMMENT,
            LINK_CASE);
    private static final Row ERROR =
            Row.of(Set.of(EDIT, CANCEL, DELETE), ADD_CONTACTS, ADD_DOCUMENT, ADD_COMMENT, LINK_CASE);
    private static final Row COMPLETED = Row.of(Set.of(VIEW), LINK_CASE);
    /** ACTIVATED: a carrier that ports all the same. */
    private static final Row CANCELLED =
            Row.of(Set.of(EDIT), CANCEL_CONFIRMED, CANCEL_REFUSED, ACTIVATED, ESCALATE_OVERDUE, LINK_CASE);

    /** What a person may do in a status. */
    public static Set<PortOrderAction> of(PortOrderStatus status) {
        return row(status).actions();
    }

    /** What becomes of a command in a status. */
    public static Treatment treatment(PortOrderStatus status, CommandKind kind) {
        Row row = row(status);
        PortOrderAction action = kind.action();
        if (action == null ? row.others().contains(kind) : row.actions().contains(action)) {
            return Treatment.EFFECT;
        }
        return switch (kind.origin()) {
            case PERSON -> Treatment.REFUSED;
            case SYSTEM -> Treatment.NOTHING;
            case CARRIER -> Treatment.KEPT;
        };
    }

    private static Row row(PortOrderStatus status) {
        return switch (status) {
            case PROCESSING -> PROCESSING;
            case CONTACTING_CARRIER -> CONTACTING_CARRIER;
            case TRANSFER_APPROVED -> TRANSFER_APPROVED;
            case TRANSFER_PENDING -> TRANSFER_PENDING;
            case ERROR -> ERROR;
            case COMPLETED -> COMPLETED;
            case CANCELLED -> CANCELLED;
        };
    }
}
