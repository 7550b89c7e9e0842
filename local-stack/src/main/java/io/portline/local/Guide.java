package io.portline.local;

import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;

/** What a newcomer does next. */
final class Guide {
    private Guide() {}

    static void tell(Terminal terminal, LocalStack stack, BigDecimal speed) {
        Ports ports = stack.ports();
        terminal.say("");
        terminal.say("Portline is up (%d MiB resident).", stack.residentBytes() / (1024 * 1024));
        terminal.say(
                "  Business time runs %s times as fast as real time; it is %s now.",
                speed.toPlainString(), stack.businessClock().instant().truncatedTo(ChronoUnit.MINUTES));
        if (stack.has("dashboard")) {
            terminal.say("  Dashboard   http://localhost:%d", ports.dashboard());
        }
        if (stack.has("mail")) {
            terminal.say("  Mails       http://localhost:%d/mails", ports.mailView());
        }
        if (stack.has("identity")) {
            terminal.say(
                    "  Users       ada@contoso.example (US), claire@fabrikam.example (FR), desk@portline.example, operator@portline.example");
            terminal.say("  Password    %s", stack.demoPassword());
        }
        terminal.say("  In another terminal:");
        terminal.say("    ./portline demo               submits real orders and shows their events as they come");
        terminal.say("    ./portline status             what runs, where, with how much memory");
        terminal.say("    ./portline logs PART -f       follows a part's log");
        terminal.say("    ./portline restart PART       also: stop PART, start PART");
        terminal.say("  Ctrl-C here, or ./portline down, stops everything; data is kept.");
        terminal.say("");
    }
}
