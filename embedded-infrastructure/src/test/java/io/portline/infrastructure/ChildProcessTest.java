package io.portline.infrastructure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class ChildProcessTest {
    @TempDir
    Path folder;

    @Test
    void doesNotOutliveTheJvmThatStartedItEvenWhenThatIsKilled() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                JavaCommand.java(), "-Xmx64m", "-XX:TieredStopAtLevel=1", Parent.class.getName(), folder.toString());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process parent = builder.start();
        long child;
        try (BufferedReader out = parent.inputReader()) {
            child = Long.parseLong(out.readLine());
            assertThat(ProcessHandle.of(child)).isPresent();
            parent.destroyForcibly();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> ProcessHandle.of(child)
                            .filter(ProcessHandle::isAlive)
                            .isEmpty());
        }
    }

    @Test
    void tellsTheEndOfTheLogOfAServerThatEndsWhileStarting() {
        ChildProcess process = shell("echo 'port taken'; exit 7");
        assertThatThrownBy(() -> process.awaitReady(() -> false, Duration.ofSeconds(20)))
                .isInstanceOf(InfrastructureException.class)
                .hasMessageContaining("ended with code 7")
                .hasMessageContaining("port taken");
    }

    @Test
    void killsAServerThatIsNotReadyInTime() {
        ChildProcess process = shell("exec sleep 300");
        assertThatThrownBy(() -> process.awaitReady(() -> false, Duration.ofMillis(200)))
                .isInstanceOf(InfrastructureException.class)
                .hasMessageContaining("not ready within");
        assertThat(process.isAlive()).isFalse();
    }

    private ChildProcess shell(String script) {
        return ChildProcess.start(
                "Server",
                new ServerCommand(List.of("sh", "-c", script), Map.of(), folder),
                folder.resolve("server.log"),
                Signal.TERM);
    }

    /** A JVM that starts a server and waits to be killed. */
    static final class Parent {
        public static void main(String... args) throws InterruptedException {
            Path folder = Path.of(args[0]);
            ChildProcess child = ChildProcess.start(
                    "Server",
                    new ServerCommand(List.of("sleep", "300"), Map.of(), folder),
                    folder.resolve("server.log"),
                    Signal.TERM);
            System.out.println(child.pid());
            Thread.currentThread().join();
        }
    }
}
