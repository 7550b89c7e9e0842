package io.portline.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

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

    /**
     * Answers an ApiVersions request, which a broker does when it serves, and before it asks who somebody is. By hand, because a client of Kafka
     * would be built for each question.
     */
    static Probe kafka(int port) {
        int bytesThatFollow = 10;
        short apiVersions = 18;
        short noClientId = -1;
        byte[] request = ByteBuffer.allocate(4 + bytesThatFollow)
                .putInt(bytesThatFollow)
                .putShort(apiVersions)
                .putShort((short) 0)
                .putInt(1)
                .putShort(noClientId)
                .array();
        return () -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
                socket.setSoTimeout(3_000);
                socket.getOutputStream().write(request);
                return socket.getInputStream().readNBytes(4).length == 4;
            } catch (IOException notYet) {
                return false;
            }
        };
    }
}
