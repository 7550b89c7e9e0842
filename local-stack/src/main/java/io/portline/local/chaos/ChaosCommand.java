package io.portline.local.chaos;

import io.portline.infrastructure.InfrastructureException;
import io.portline.local.LocalStackException;
import io.portline.local.LocalStackSettings;
import io.portline.local.Terminal;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Behind {@code ./portline chaos}: a stack of its own on free ports, with data of its own, beside the one that may be up. */
public final class ChaosCommand {
    /** A port takes some minutes, so that a part that stands still for 20 s does not cost it its FOC date. */
    private static final BigDecimal SPEED = BigDecimal.valueOf(6_000);

    private static final int USUAL_MINUTES = 5;

    private ChaosCommand() {}

    /** The project's folder comes as the system property {@code portline.project}. */
    public static void main(String... args) {
        Terminal terminal = Terminal.standard();
        boolean kept = false;
        try {
            kept = run(new ArrayDeque<>(List.of(args)), terminal);
        } catch (LocalStackException | InfrastructureException e) {
            terminal.say("✗ %s", String.valueOf(e.getMessage()));
        }
        Runtime.getRuntime().halt(kept ? 0 : 1);
    }

    private static boolean run(Deque<String> words, Terminal terminal) {
        int minutes = USUAL_MINUTES;
        long seed = Clock.systemUTC().millis() % 100_000;
        while (!words.isEmpty()) {
            String word = words.pop();
            switch (word) {
                case "--minutes" -> minutes = Math.toIntExact(wholeNumber(word, words));
                case "--seed" -> seed = wholeNumber(word, words);
                default ->
                    throw new LocalStackException(
                            "'chaos' does not know %s; './portline help' lists what it knows".formatted(word));
            }
        }
        Path project = Path.of(System.getProperty("portline.project", "."));
        String home = System.getenv("PORTLINE_HOME");
        Path folder = (home == null || home.isBlank() ? project.resolve(".portline") : Path.of(home)).resolve("chaos");
        LocalStackSettings settings =
                LocalStackSettings.afresh(project, folder, terminal).withCache().withSpeed(SPEED);
        Logger.getLogger("").setLevel(Level.SEVERE);
        terminal.say("Logs and data of this run are in %s", settings.folder());
        return Chaos.run(
                        ChaosPlan.ofMinutes(minutes, seed),
                        settings,
                        Terminal.toFile(settings.folder().resolve("logs/stack.log")),
                        terminal.stream())
                .kept();
    }

    private static long wholeNumber(String option, Deque<String> words) {
        String word = words.isEmpty() ? "" : words.pop();
        try {
            long number = Long.parseLong(word);
            if (number >= 1 && number <= 1_000_000_000) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Said below.
        }
        throw new LocalStackException("%s wants a whole number above 0, not '%s'".formatted(option, word));
    }
}
