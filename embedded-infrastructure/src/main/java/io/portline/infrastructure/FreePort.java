package io.portline.infrastructure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds a free loopback port between 20000 and 31999: below the range from which the kernel takes the ports of outgoing connections, so that
 * no connection can take the port between our look and the server's bind.
 */
public final class FreePort {
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 31_999;

    private FreePort() {}

    /** A port that was free a moment ago. */
    public static int find() {
        for (int attempt = 0; attempt < 1_000; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST + 1);
            if (isFree(port)) {
                return port;
            }
        }
        throw new InfrastructureException("No free port found between %d and %d".formatted(LOWEST, HIGHEST));
    }

    /** Whether nothing listens on the loopback port now. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
