package io.portline.local.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Reads every mail that the sink has taken, from its folder, before the sink forgets the oldest. */
final class MailWatch {
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final Path folder;
    private final Set<Path> read = new HashSet<>();
    private final Map<String, Instant> lastArrivals = new HashMap<>();
    private final List<Again> repetitions = new ArrayList<>();
    private final Map<Telling, Set<String>> messageIds = new HashMap<>();
    private final Map<UUID, Set<String>> addresses = new HashMap<>();
    private final Set<UUID> eventsReminded = new HashSet<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    /** A mail that had come before. */
    private record Again(String messageId, Instant before, Instant again) {}

    /** An event and one address that is told of it. */
    private record Telling(UUID event, String address) {}

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
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 2).strip());
            });
        } catch (NoSuchFileException forgotten) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        read.add(file);
        arrived(headers.getOrDefault("message-id", file.toString()), headers);
    }

    private void arrived(String messageId, Map<String, String> headers) {
        Instant now = Instant.parse(headers.getOrDefault("x-portline-received", Instant.EPOCH.toString()));
        Instant before = lastArrivals.put(messageId, now);
        if (before != null) {
            repetitions.add(new Again(messageId, before, now));
        }
        String event = headers.getOrDefault("x-portline-event", "");
        if (event.isEmpty()) {
            return;
        }
        UUID id = UUID.fromString(event);
        String address = headers.getOrDefault("x-portline-envelope", "").toLowerCase(Locale.ROOT);
        addresses.computeIfAbsent(id, _ -> new TreeSet<>()).add(address);
        // One that somebody wanted sent again is a mail of its own and says so.
        if (!headers.containsKey("x-portline-resend-of")) {
            messageIds
                    .computeIfAbsent(new Telling(id, address), _ -> new TreeSet<>())
                    .add(messageId);
        }
        if (headers.getOrDefault("x-portline-notification", "").startsWith("port-order.reminder-")) {
            eventsReminded.add(id);
        }
    }

    synchronized boolean has(String messageId) {
        return lastArrivals.containsKey(messageId);
    }

    /** The addresses that an event was told to, in lower case. */
    synchronized Set<String> toldOf(UUID event) {
        return addresses.getOrDefault(event, Set.of());
    }

    /** Every event that anybody was told of, but for the reminders, which tell of none. */
    synchronized Set<UUID> events() {
        Set<UUID> events = new HashSet<>(addresses.keySet());
        events.removeAll(eventsReminded);
        return events;
    }

    /** What came twice: nobody is told of an event by two mails, and a mail comes again only where its sending was interrupted. */
    synchronized Findings doubled(Interruptions interruptions) {
        Findings findings = new Findings();
        findings.count("mails that arrived", lastArrivals.size() + repetitions.size());
        findings.count("mails that came twice", repetitions.size());
        messageIds.forEach((telling, ids) -> {
            if (ids.size() > 1) {
                findings.breach("event %s was told to %s by %d mails: %s"
                        .formatted(telling.event(), telling.address(), ids.size(), ids));
            }
        });
        repetitions.stream()
                .filter(again -> !interruptions.explainsMailAgain(again.before(), again.again()))
                .forEach(again -> findings.breach(
                        "mail %s came at %s and again at %s, and nothing that sends mails was interrupted then"
                                .formatted(again.messageId(), again.before(), again.again())));
        long most = interruptions.mailsThatMayComeAgain();
        if (repetitions.size() > most) {
            findings.breach("%d mails came twice, %d at most may".formatted(repetitions.size(), most));
        }
        return findings;
    }
}
