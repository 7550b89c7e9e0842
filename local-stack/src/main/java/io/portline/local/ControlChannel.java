package io.portline.local;

import io.portline.infrastructure.InfrastructureException;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a second {@code ./portline} talks to the running supervisor: a loopback connection, let in by a token that only the owner of the data folder can
 * read. One line of words goes there, an answer comes back.
 */
final class ControlChannel implements AutoCloseable {
    private static final String OK = "ok";
    private static final String REFUSED = "refused";

    private final ServerSocket server;
    private final Path file;
    private final String token;
    private final Function<List<String>, String> commands;

    private ControlChannel(ServerSocket server, Path file, String token, Function<List<String>, String> commands) {
        this.server = server;
        this.file = file;
        this.token = token;
        this.commands = commands;
    }

    static ControlChannel open(Home home, Function<List<String>, String> commands) {
        Path file = file(home);
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        String token = HexFormat.of().formatHex(random);
        try {
            ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
            Path partial = file.resolveSibling("control.partial");
            Files.deleteIfExists(partial);
            Files.createFile(
                    partial, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(partial, server.getLocalPort() + " " + token);
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
            ControlChannel channel = new ControlChannel(server, file, token, commands);
            Thread.ofPlatform().name("control").daemon().start(channel::serve);
            return channel;
        } catch (IOException e) {
            throw new LocalStackException("Cannot open the supervisor's control channel: " + e.getMessage(), e);
        }
    }

    /** Asks the supervisor; empty if none runs. */
    static Optional<String> ask(Home home, String... words) {
        String[] address;
        try {
            address = Files.readString(file(home)).strip().split(" ");
        } catch (NoSuchFileException noneRuns) {
            return Optional.empty();
        } catch (IOException e) {
            throw new LocalStackException("Cannot read %s: %s".formatted(file(home), e.getMessage()), e);
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(address[0]));
                BufferedWriter out = writer(socket);
                BufferedReader in = reader(socket)) {
            out.write(address[1] + " " + String.join(" ", words) + "\n");
            out.flush();
            String verdict = in.readLine();
            String answer = String.join(System.lineSeparator(), in.lines().toList());
            if (OK.equals(verdict)) {
                return Optional.of(answer);
            }
            throw new LocalStackException(verdict == null ? "The supervisor ended before it answered" : answer);
        } catch (java.net.ConnectException killedBefore) {
            return Optional.empty();
        } catch (IOException e) {
            throw new LocalStackException("The supervisor cannot be asked: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new LocalStackException("Cannot close the control channel: " + e.getMessage(), e);
        }
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> answer(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void answer(Socket socket) {
        try (socket;
                BufferedReader in = reader(socket);
                BufferedWriter out = writer(socket)) {
            socket.setSoTimeout(5_000);
            String line = in.readLine();
            List<String> words = line == null ? List.of() : List.of(line.split(" "));
            if (words.size() < 2
                    || !MessageDigest.isEqual(
                            words.getFirst().getBytes(StandardCharsets.UTF_8),
                            token.getBytes(StandardCharsets.UTF_8))) {
                return;
            }
            try {
                String answer = commands.apply(words.subList(1, words.size()));
                out.write(OK + "\n" + answer);
            } catch (LocalStackException | InfrastructureException e) {
                out.write(REFUSED + "\n" + e.getMessage());
            }
            out.flush();
        } catch (SocketTimeoutException silent) {
            // Whoever connected said nothing.
        } catch (IOException gone) {
            // Whoever asked did not wait for the answer.
        }
    }

    private static Path file(Home home) {
        return home.run().resolve("control");
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private static BufferedWriter writer(Socket socket) throws IOException {
        return new BufferedWriter(new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8));
    }
}
