package io.portline.infrastructure;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A signal to processes, by their exact ids. */
public enum Signal {
    INT,
    TERM,
    KILL,
    STOP,
    CONT;

    /** Sends this signal; a process that is gone already is no error. */
    public void sendTo(List<Long> pids) {
        if (pids.isEmpty()) {
            return;
        }
        // The shell's built-in kill: there on every machine, unlike /bin/kill.
        StringBuilder script = new StringBuilder("kill -").append(name());
        pids.forEach(pid -> script.append(' ').append(pid));
        try {
            Process kill = new ProcessBuilder("sh", "-c", script.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!kill.waitFor(10, TimeUnit.SECONDS)) {
                throw new InfrastructureException("'%s' did not end within 10 s".formatted(script));
            }
        } catch (IOException e) {
            throw new InfrastructureException("Cannot run '%s'".formatted(script), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InfrastructureException("Interrupted while sending " + name(), e);
        }
    }
}
