package io.portline.order.portorder;

import org.junit.jupiter.api.Test;

import java.util.Locale;

import static io.portline.order.portorder.PortOrderAction.CANCEL;
import static io.portline.order.portorder.PortOrderAction.DELETE;
import static io.portline.order.portorder.PortOrderAction.EDIT;
import static io.portline.order.portorder.PortOrderAction.EDIT_FOC;
import static io.portline.order.portorder.PortOrderAction.VIEW;
import static org.assertj.core.api.Assertions.assertThat;

/** The published table, word for word. */
class PermittedActionsTest {

    @Test
    void allowsWhatThePublishedTableAllowsAndNothingElse() {
        assertThat(PermittedActions.of(PortOrderStatus.PROCESSING)).containsExactly(VIEW, CANCEL);
        assertThat(PermittedActions.of(PortOrderStatus.CONTACTING_CARRIER)).containsExactly(VIEW, CANCEL);
        assertThat(PermittedActions.of(PortOrderStatus.TRANSFER_APPROVED)).containsExactly(VIEW, EDIT_FOC, CANCEL);
        assertThat(PermittedActions.of(PortOrderStatus.TRANSFER_PENDING)).containsExactly(VIEW);
        assertThat(PermittedActions.of(PortOrderStatus.ERROR)).containsExactly(EDIT, CANCEL, DELETE);
        assertThat(PermittedActions.of(PortOrderStatus.COMPLETED)).containsExactly(VIEW);
        assertThat(PermittedActions.of(PortOrderStatus.CANCELLED)).containsExactly(EDIT);
    }

    @Test
    void namesEveryStatusInThreeLanguages() {
        assertThat(PortOrderStatus.TRANSFER_PENDING.label(Locale.ENGLISH)).isEqualTo("Transfer pending");
        assertThat(PortOrderStatus.TRANSFER_PENDING.label(Locale.FRANCE)).isEqualTo("Transfert imminent");
        assertThat(PortOrderStatus.TRANSFER_PENDING.label(Locale.JAPAN)).isEqualTo("移行直前（変更不可）");
        assertThat(PortOrderStatus.ERROR.label(Locale.GERMANY)).isEqualTo("Error");
    }
}
