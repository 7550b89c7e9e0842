package io.portline.carrier;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A carrier's HTTP server down to the socket, so that it can do what no proper server does. */
public final class MisbehavingCarrier implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** A question as it arrived. */
    public record Asked(String method, String path, Map<String, String> headers, JsonNode body) {
        public String requestId() {
            return body.path("requestId").asString();
        }
    }

    /** What is done with a connection after its question has been read. */
    @FunctionalInterface
    public interface Behaviour {
        void answer(Asked asked, Socket connection, CountDownLatch closed) throws IOException, InterruptedException;
    }

    private final ServerSocket server;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final Queue<Behaviour> next = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Behaviour always = status(500);

    public MisbehavingCarrier() {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public URI address() {
        return URI.create("http://localhost:" + server.getLocalPort() + "/porting/v1");
    }

    /** Every question so far. */
    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    /** What it does with the next questions, one after the other; after them what it does always. */
    public MisbehavingCarrier then(Behaviour... behaviours) {
        next.addAll(List.of(behaviours));
        return this;
    }

    public MisbehavingCarrier always(Behaviour behaviour) {
        always = behaviour;
        return this;
    }

    // ---- behaviours
    // ------------------------------------------------------------------------------------------------------

    public static Behaviour status(int status, String... headers) {
        return (_, connection, _) -> respond(connection, status, "{}", headers);
    }

    /** Bytes as they are, with status 200. */
    public static Behaviour text(String body) {
        return (_, connection, _) -> respond(connection, 200, body);
    }

    /** An answer of the protocol about the request that was asked. */
    public static Behaviour says(String said) {
        return says(said, true);
    }

    public static Behaviour says(String said, boolean more) {
        return says(_ -> said, more);
    }

    public static Behaviour says(Function<Asked, String> said, boolean more) {
        return (question, connection, _) -> respond(
                connection,
                200,
                "{\"requestId\": \"" + question.requestId() + "\", \"said\": [" + said.apply(question) + "], \"more\": "
                        + more + ", \"askAgainAfter\": \"PT30M\"}");
    }

    /** Reads the question and says nothing. */
    public static Behaviour hangs() {
        return (_, _, closed) -> closed.await();
    }

    public static Behaviour resets() {
        return (_, connection, _) -> connection.setSoLinger(true, 0);
    }

    /** Sends the first half of an answer and closes. */
    public static Behaviour breaksOff() {
        return (_, connection, _) ->
                write(connection, "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"requestId\": \"");
    }

    /** An answer a byte at a time, the first line at once. */
    public static Behaviour drips() {
        return (_, connection, closed) -> {
            write(connection, "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n");
            while (!closed.await(20, TimeUnit.MILLISECONDS)) {
                write(connection, " ");
            }
        };
    }

    /** An answer that never ends, as fast as it can. */
    public static Behaviour floods() {
        return (_, connection, closed) -> {
            write(connection, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            String chunk = "2000\r\n" + " ".repeat(0x2000) + "\r\n";
            while (closed.getCount() > 0) {
                write(connection, chunk);
            }
        };
    }

    // ---- server
    // ----------------------------------------------------------------------------------------------------------

    private void accept() {
        while (true) {
            try {
                Socket connection = server.accept();
                Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            Asked question = read(new BufferedInputStream(connection.getInputStream()));
            asked.add(question);
            Behaviour behaviour = next.poll();
            (behaviour == null ? always : behaviour).answer(question, connection, closed);
        } catch (IOException _) {
            // The other side has gone: that is what some of this is about.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static Asked read(InputStream in) throws IOException {
        String[] first = line(in).split(" ");
        Map<String, String> headers = new TreeMap<>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            String[] parts = header.split(": *", 2);
            headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1]);
        }
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        return new Asked(first[0], first[1], headers, JSON.readTree(body));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("closed");
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.US_ASCII);
    }

    private static void respond(Socket connection, int status, String body, String... headers) throws IOException {
        List<String> lines = new ArrayList<>(List.of("HTTP/1.1 " + status + " X", "Connection: close"));
        lines.addAll(List.of(headers));
        lines.add("Content-Type: application/json");
        lines.add("Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length);
        write(connection, String.join("\r\n", lines) + "\r\n\r\n" + body);
    }

    private static void write(Socket connection, String text) throws IOException {
        OutputStream out = connection.getOutputStream();
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
