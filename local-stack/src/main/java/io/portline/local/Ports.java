package io.portline.local;

import io.portline.infrastructure.FreePort;

import java.util.HashSet;
import java.util.Set;

/** The loopback port of everything that listens. */
public record Ports(
        int dashboard,
        int orderService,
        int carrierGateway,
        int notificationService,
        int caseService,
        int identity,
        int kafka,
        int kafkaController,
        int postgres,
        int registry,
        int registryHealth,
        int smtp,
        int mailView) {

    /** Those of {@code ./portline up}. */
    public static Ports usual() {
        return new Ports(8080, 8081, 8082, 8083, 8084, 9000, 19_092, 19_093, 15_432, 18_081, 18_082, 10_025, 18_025);
    }

    /** Free ones, for a stack beside others. */
    public static Ports free() {
        Set<Integer> taken = new HashSet<>();
        return new Ports(
                another(taken),
                another(taken),
                another(taken),
                another(taken),
                another(taken),
                another(taken),
                another(taken),
                another(taken),
                another(taken),
                another(taken),
                another(taken),
                another(taken),
                another(taken));
    }

    private static int another(Set<Integer> taken) {
        int port = FreePort.find();
        while (!taken.add(port)) {
            port = FreePort.find();
        }
        return port;
    }
}
