package io.portline.local.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Reads every mail that the sink has taken, from its folder, before the sink forgets the oldest. */
final class MailWatch {
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final Path folder;
    private final Set<Path> read = new HashSet<>();
    private final Map<String, Integer> byMessageId = new HashMap<>();
    private final Map<UUID, Set<String>> addressesByEvent = new HashMap<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    MailWatch(Path folder) {
        this.folder = folder;
    }

    void start() {
        Thread.ofVirtual().name("mail-watch").start(() -> {
            try {
                do {
                    look();
                } while (!ended.await(EVERY.toMillis(), TimeUnit.MILLISECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    void stop() {
        ended.countDown();
    }

    synchronized void look() {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> fresh;
        try (Stream<Path> files = Files.list(folder)) {
            fresh = files.filter(file -> file.toString().endsWith(".eml"))
                    .filter(file -> !read.contains(file))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        fresh.forEach(this::take);
    }

    private void take(Path file) {
        Map<String, String> headers = new HashMap<>();
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            // Two lines of envelope, then the mail's own header; folded lines continue the one before.
            StringBuilder whole = new StringBuilder();
            lines.takeWhile(line -> !line.isEmpty())
                    .forEach(line -> whole.append(line.startsWith(" ") || line.startsWith("\t") ? "" : "\n")
                            .append(line));
            whole.toString().lines().filter(line -> line.contains(": ")).forEach(line -> {
                int colon = line.indexOf(": ");
                headers.put(
                        line.substring(0, colon).toLowerCase(java.util.Locale.ROOT),
                        line.substring(colon + 2).strip());
            });
        } catch (NoSuchFileException forgotten) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        read.add(file);
        byMessageId.merge(headers.getOrDefault("message-id", file.toString()), 1, Integer::sum);
        String event = headers.getOrDefault("x-portline-event", "");
        if (!event.isEmpty()) {
            addressesByEvent
                    .computeIfAbsent(UUID.fromString(event), _ -> new HashSet<>())
                    .add(headers.getOrDefault("x-portline-envelope", ""));
        }
    }

    synchronized int mails() {
        return byMessageId.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How many mails came more than once, each repetition counted. */
    synchronized int repeated() {
        return byMessageId.values().stream().mapToInt(count -> count - 1).sum();
    }

    synchronized boolean has(String messageId) {
        return byMessageId.containsKey(messageId);
    }

    /** To how many addresses an event was told. */
    synchronized int toldOf(UUID event) {
        return addressesByEvent.getOrDefault(event, Set.of()).size();
    }
}
