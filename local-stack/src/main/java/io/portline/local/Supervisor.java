package io.portline.local;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** {@code ./portline up}: runs the stack until Ctrl-C or {@code ./portline down} and does what other terminals ask. */
final class Supervisor {
    private final Home home;
    private final Terminal terminal;
    private final CountDownLatch ended = new CountDownLatch(1);

    Supervisor(Home home, Terminal terminal) {
        this.home = home;
        this.terminal = terminal;
    }

    /** Runs everything until {@link #end()}. */
    void run(LocalStackSettings settings) {
        try (LocalStack stack = LocalStack.start(settings, terminal);
                ControlChannel _ = ControlChannel.open(home, words -> command(stack, words))) {
            Thread.ofPlatform().name("tell").daemon().start(() -> tellWhenSettled(stack, settings));
            ended.await();
            terminal.say("");
            terminal.say("  Stopping …");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        terminal.say("  Everything is stopped; the data stays in %s.", home.folder());
    }

    /** Makes {@link #run} stop everything and return. */
    void end() {
        ended.countDown();
    }

    private void tellWhenSettled(LocalStack stack, LocalStackSettings settings) {
        List<String> failed = stack.awaitSettled();
        if (ended.getCount() == 0) {
            return;
        }
        if (failed.isEmpty()) {
            Guide.tell(terminal, stack, settings.speed());
        } else {
            terminal.say(
                    "✗ Not all parts run: %s. The others stay up; './portline logs PART' shows why, './portline start PART' tries again.",
                    String.join(", ", failed));
        }
    }

    private String command(LocalStack stack, List<String> words) {
        String name = words.size() > 1 ? words.get(1) : "";
        return switch (words.getFirst()) {
            case "status" -> statusTable(stack);
            case "down" -> {
                end();
                yield "";
            }
            case "stop" -> {
                stack.stop(name);
                yield "%s is stopped; './portline start %s' starts it again".formatted(name, name);
            }
            case "start" -> {
                stack.start(name);
                yield "%s is ready".formatted(name);
            }
            case "restart" -> {
                stack.restart(name);
                yield "%s is ready again".formatted(name);
            }
            default -> throw new LocalStackException("The supervisor does not know '%s'".formatted(words.getFirst()));
        };
    }

    private static String statusTable(LocalStack stack) {
        StringBuilder table = new StringBuilder();
        table.append(
                "%-22s %-32s %9s %8s %7s  %s%n".formatted("PART", "STATE", "PROCESS", "MEMORY", "DEATHS", "ADDRESS"));
        for (PartRunner.Status status : stack.status()) {
            long bytes = status.process().map(Machine::residentBytes).orElse(0L);
            table.append("%-22s %-32s %9s %8s %7d  %s%n"
                    .formatted(
                            status.part().name(),
                            status.state().words() + " for " + readable(status.since()),
                            status.process()
                                    .map(process -> Long.toString(process.pid()))
                                    .orElse("-"),
                            bytes == 0 ? "-" : bytes / (1024 * 1024) + " MiB",
                            status.deaths(),
                            status.part().address()));
        }
        return table.append("%d MiB resident with the supervisor. Business time: %s"
                        .formatted(
                                stack.residentBytes() / (1024 * 1024),
                                stack.businessClock().instant()))
                .toString();
    }

    private static String readable(Duration duration) {
        long seconds = duration.toSeconds();
        return seconds < 120 ? seconds + " s" : seconds < 7_200 ? seconds / 60 + " min" : seconds / 3_600 + " h";
    }
}
