package io.portline.order.portorder;

import io.portline.order.CommittedFile;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** docs/state-machine.md says what the table says. */
class StateMachineDocumentTest {

    @Test
    void documentIsGeneratedFromTheTable() {
        CommittedFile file = new CommittedFile(Path.of("../docs/state-machine.md"));
        assertThat(file.matches(document())).as(file.advice()).isTrue();
    }

    private static String document() {
        StringBuilder text = new StringBuilder("""
                # The state machine of a port order

                Generated from `PermittedActions` by `StateMachineDocumentTest`; change the table, not this page.

                ## What people may do

                | status | en | fr | ja | view | edit | cancel | delete |
                | --- | --- | --- | --- | --- | --- | --- | --- |
                """);
        for (PortOrderStatus status : PortOrderStatus.values()) {
            var actions = PermittedActions.of(status);
            String edit = actions.contains(PortOrderAction.EDIT)
                    ? "yes"
                    : actions.contains(PortOrderAction.EDIT_FOC) ? "FOC date only" : "no";
            text.append("| `%s` | %s | %s | %s | %s | %s | %s | %s |%n"
                    .formatted(
                            status,
                            status.label(Locale.ENGLISH),
                            status.label(Locale.FRENCH),
                            status.label(Locale.JAPANESE),
                            yes(actions.contains(PortOrderAction.VIEW)),
                            edit,
                            yes(actions.contains(PortOrderAction.CANCEL)),
                            yes(actions.contains(PortOrderAction.DELETE))));
        }
        text.append("""

                The guard goes by the *effective* status: an order whose FOC instant is less than 24 elapsed hours away is Transfer pending, whether or
                not its timer has fired. While the carrier has not confirmed a cancel the order cannot be resubmitted, and while it has not answered a
                supplement there is no second one; `actions` then lacks `EDIT` or `EDIT_FOC`.

                ## What becomes of every command in every status

                ● takes effect · **refused** (409 with the status and the actions allowed now) · *kept* in the timeline, changes nothing · blank: nothing

                """);
        text.append("| command | ")
                .append(Arrays.stream(PortOrderStatus.values())
                        .map(status -> status.label(Locale.ENGLISH))
                        .collect(Collectors.joining(" | ")))
                .append(" |\n| --- |");
        text.append(" :-: |".repeat(PortOrderStatus.values().length)).append('\n');
        for (CommandKind kind : CommandKind.values()) {
            text.append("| `").append(kind).append("` |");
            for (PortOrderStatus status : PortOrderStatus.values()) {
                text.append(' ')
                        .append(
                                switch (PermittedActions.treatment(status, kind)) {
                                    case EFFECT -> "●";
                                    case REFUSED -> "**refused**";
                                    case KEPT -> "*kept*";
                                    case NOTHING -> "";
                                })
                        .append(" |");
            }
            text.append('\n');
        }
        text.append("""

                A deleted order refuses people, keeps what its carrier still says, and ignores time. A carrier's reply to an earlier attempt is kept.

                ## Activation

                Asked for at the FOC instant, for every number. What failed is tried again after
                """);
        text.append(Activation.TRIED_AGAIN_AFTER.stream()
                .map(after -> after.toMinutes() + " minutes")
                .collect(Collectors.joining(", ")));
        text.append("""
                 from the first try.
                What is not answered has not failed: after 4 hours the carrier is overdue. An answer that comes late puts off the retries that are left: each
                comes no sooner after the one before than these times lie apart.

                If after the answer to the last try no number has moved, the order is in Error and has no FOC date any more. The carrier is told to forget the
                port, and nobody waits for its answer. If some have, it is Completed with those, and the others are a new order in Error; both name each other.
                """);
        return text.toString();
    }

    private static String yes(boolean allowed) {
        return allowed ? "yes" : "no";
    }
}
