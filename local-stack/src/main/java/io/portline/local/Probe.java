package io.portline.local;

import org.apache.kafka.clients.admin.Admin;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Whether a part does its work now. */
@FunctionalInterface
interface Probe {
    boolean ready();

    /**
     * Answers 200 to a GET. By a plain socket: ten parts are asked many times a second while they start, and a whole HTTP client for each
     * question costs them the processor.
     */
    static Probe http(int port, String path) {
        byte[] request = "GET %s HTTP/1.1\r\nHost: localhost:%d\r\nConnection: close\r\n\r\n"
                .formatted(path, port)
                .getBytes(StandardCharsets.US_ASCII);
        return () -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
                socket.setSoTimeout(3_000);
                socket.getOutputStream().write(request);
                byte[] answer = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
                return new String(answer, StandardCharsets.US_ASCII).endsWith(" 200");
            } catch (IOException notYet) {
                return false;
            }
        };
    }

    /** Takes connections and says something, as an SMTP server does. */
    static Probe greeting(int port) {
        return () -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
                socket.setSoTimeout(1_000);
                return socket.getInputStream().read() >= 0;
            } catch (IOException notYet) {
                return false;
            }
        };
    }

    static Probe jdbc(String url, String user, String password) {
        return () -> {
            try (Connection connection = DriverManager.getConnection(url, user, password)) {
                return connection.isValid(2);
            } catch (SQLException notYet) {
                return false;
            }
        };
    }

    /** @param credentials settings of a client; empty where Kafka asks for none */
    static Probe kafka(int port, Map<String, String> credentials) {
        Map<String, Object> client = new HashMap<>(credentials);
        client.put("bootstrap.servers", "127.0.0.1:" + port);
        return () -> {
            if (!listens(port)) {
                return false;
            }
            try (Admin admin = Admin.create(client)) {
                return !admin.describeCluster().nodes().get(3, TimeUnit.SECONDS).isEmpty();
            } catch (ExecutionException | TimeoutException notYet) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        };
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }
}
