package io.portline.order.portorder.web;

import io.portline.order.portorder.PermittedActions;
import io.portline.order.portorder.PortOrderStatus;
import io.swagger.v3.oas.annotations.media.Schema;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The permission table. */
@Schema(name = "PermittedActions")
record ActionsTableResponse(List<Row> items) {

    /** What may be done in a status. */
    @Schema(name = "PermittedActionsRow")
    record Row(String status, String statusLabel, List<String> actions) {}

    static ActionsTableResponse in(Locale language) {
        return new ActionsTableResponse(Arrays.stream(PortOrderStatus.values())
                .map(status -> new Row(
                        status.name(),
                        status.label(language),
                        PermittedActions.of(status).stream().map(Enum::name).toList()))
                .toList());
    }
}
