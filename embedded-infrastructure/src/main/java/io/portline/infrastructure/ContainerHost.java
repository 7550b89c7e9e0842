package io.portline.infrastructure;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Runs a server as a container, which is kept until it is closed, and with it the data: stopping it does not take it away. */
final class ContainerHost implements ServerHost {
    /** A port of the loopback address, and the port of the container that it leads to. */
    record Published(int port, int inside) {}

    private static final long POLL = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int SHARED_MEMORY = 128 << 20;

    private final String name;
    private final GenericContainer<?> container;
    private boolean created;
    private boolean running;
    private boolean frozen;

    ContainerHost(String name, GenericContainer<?> container, List<Published> ports) {
        this.name = name;
        this.container = container
                .withSharedMemorySize((long) SHARED_MEMORY)
                .waitingFor(new OurOwnWait())
                .withCreateContainerCmdModifier(command -> {
                    List<ExposedPort> exposed = ports.stream()
                            .map(port -> ExposedPort.tcp(port.inside()))
                            .toList();
                    HostConfig host = command.getHostConfig();
                    if (host == null) {
                        throw new IllegalStateException("Testcontainers gives every container a host configuration");
                    }
                    command.withExposedPorts(exposed)
                            .withHostConfig(host.withPortBindings(ports.stream()
                                    .map(port -> new PortBinding(
                                            Ports.Binding.bindIpAndPort("127.0.0.1", port.port()),
                                            ExposedPort.tcp(port.inside())))
                                    .toList()));
                });
    }

    @Override
    public void start(BooleanSupplier ready, Duration limit) {
        if (running && isAlive()) {
            return;
        }
        if (created) {
            client().startContainerCmd(container.getContainerId()).exec();
        } else {
            container.start();
            created = true;
        }
        running = true;
        awaitReady(ready, limit);
    }

    @Override
    public void stop(Signal signal, Duration limit) {
        if (!running) {
            return;
        }
        thaw();
        running = false;
        DockerClient client = client();
        try {
            client.killContainerCmd(container.getContainerId())
                    .withSignal(signal.name())
                    .exec();
            long deadline = System.nanoTime() + limit.toNanos();
            while (isAlive() && System.nanoTime() < deadline) {
                LockSupport.parkNanos(POLL);
            }
            client.stopContainerCmd(container.getContainerId()).withTimeout(0).exec();
        } catch (ConflictException | NotModifiedException ended) {
            // It was gone already, which is all that is wanted.
        }
    }

    @Override
    public void kill() {
        stop(Signal.KILL, Duration.ofSeconds(20));
    }

    @Override
    public void freeze() {
        if (running && !frozen) {
            client().pauseContainerCmd(container.getContainerId()).exec();
            frozen = true;
        }
    }

    @Override
    public void thaw() {
        if (frozen) {
            client().unpauseContainerCmd(container.getContainerId()).exec();
            frozen = false;
        }
    }

    @Override
    public void close() {
        container.stop();
        created = false;
        running = false;
    }

    private void awaitReady(BooleanSupplier ready, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!ready.getAsBoolean()) {
            boolean ended = !isAlive();
            if (ended || System.nanoTime() > deadline) {
                String log = container.getLogs();
                String end = log.substring(Math.max(0, log.length() - 4_000));
                close();
                throw new InfrastructureException("The container of %s %s. Its log ends:%n%s"
                        .formatted(
                                name,
                                ended
                                        ? "ended while starting"
                                        : "was not ready within %d s".formatted(limit.toSeconds()),
                                end));
            }
            LockSupport.parkNanos(POLL);
        }
    }

    private boolean isAlive() {
        return Boolean.TRUE.equals(client().inspectContainerCmd(container.getContainerId())
                .exec()
                .getState()
                .getRunning());
    }

    private DockerClient client() {
        return container.getDockerClient();
    }

    /** Readiness is asked the same way whatever runs the server, so Testcontainers itself waits for nothing. */
    private static final class OurOwnWait extends AbstractWaitStrategy {
        @Override
        protected void waitUntilReady() {}
    }
}
