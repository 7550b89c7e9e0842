package io.portline.infrastructure;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The newest mails, at most {@value #LIMIT}; one file each where a folder is given, so that a restart keeps them. */
final class MailStore {
    static final int LIMIT = 2_000;

    /** The envelope is kept as a header of our own in the file's first lines. */
    private static final String ENVELOPE_HEADER = "X-Portline-Envelope: ";

    private static final String RECEIVED_HEADER = "X-Portline-Received: ";

    private final @Nullable Path folder;
    private final Clock clock;
    private final Deque<ReceivedMail> mails = new ArrayDeque<>();
    private int lastNumber;

    MailStore(@Nullable Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
        if (folder != null) {
            load(folder);
        }
    }

    synchronized void add(List<String> envelopeTo, byte[] raw) {
        int number = ++lastNumber;
        Instant now = clock.instant();
        ReceivedMail mail = ReceivedMail.parse(number, now, envelopeTo, raw);
        if (folder != null) {
            write(folder, mail, raw);
        }
        mails.addLast(mail);
        while (mails.size() > LIMIT) {
            delete(mails.removeFirst());
        }
    }

    synchronized List<ReceivedMail> all() {
        return List.copyOf(mails);
    }

    synchronized Optional<ReceivedMail> find(int number) {
        return mails.stream().filter(mail -> mail.number() == number).findFirst();
    }

    synchronized void clear() {
        mails.forEach(this::delete);
        mails.clear();
    }

    private void load(Path from) {
        try {
            Files.createDirectories(from);
            List<Path> files;
            try (Stream<Path> all = Files.list(from)) {
                files = all.filter(file -> file.toString().endsWith(".eml"))
                        .sorted()
                        .toList();
            }
            for (Path file : files) {
                read(file).ifPresent(mails::addLast);
            }
            lastNumber = mails.isEmpty() ? 0 : mails.getLast().number();
        } catch (IOException e) {
            throw new InfrastructureException("Cannot read the mails in " + from, e);
        }
    }

    private static Optional<ReceivedMail> read(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        List<String> first = new ArrayList<>();
        int start = 0;
        for (int line = 0; line < 2; line++) {
            int end = start;
            while (end < content.length && content[end] != '\n') {
                end++;
            }
            first.add(new String(content, start, end - start, StandardCharsets.UTF_8).strip());
            start = Math.min(content.length, end + 1);
        }
        if (!first.get(0).startsWith(RECEIVED_HEADER) || !first.get(1).startsWith(ENVELOPE_HEADER)) {
            return Optional.empty();
        }
        String name = String.valueOf(file.getFileName());
        return Optional.of(ReceivedMail.parse(
                Integer.parseInt(name.substring(0, name.indexOf('.'))),
                Instant.parse(first.get(0).substring(RECEIVED_HEADER.length())),
                List.of(first.get(1).substring(ENVELOPE_HEADER.length()).split(", ")),
                java.util.Arrays.copyOfRange(content, start, content.length)));
    }

    private static void write(Path folder, ReceivedMail mail, byte[] raw) {
        byte[] head = "%s%s\r\n%s%s\r\n"
                .formatted(RECEIVED_HEADER, mail.receivedAt(), ENVELOPE_HEADER, String.join(", ", mail.envelopeTo()))
                .getBytes(StandardCharsets.UTF_8);
        byte[] content = java.util.Arrays.copyOf(head, head.length + raw.length);
        System.arraycopy(raw, 0, content, head.length, raw.length);
        Path file = file(folder, mail);
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        try {
            Files.write(partial, content);
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new InfrastructureException("Cannot write " + file, e);
        }
    }

    private void delete(ReceivedMail mail) {
        if (folder == null) {
            return;
        }
        try {
            Files.deleteIfExists(file(folder, mail));
        } catch (IOException e) {
            throw new InfrastructureException("Cannot delete mail " + mail.number(), e);
        }
    }

    private static Path file(Path folder, ReceivedMail mail) {
        return folder.resolve("%08d.eml".formatted(mail.number()));
    }
}
