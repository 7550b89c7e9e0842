package io.portline.infrastructure;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** What must not be prepared twice at once, be it by two threads or by two processes of this machine. */
public final class OneAtATime {

    /** Within one JVM a second lock on the same file is refused and not waited for. */
    private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

    private OneAtATime() {}

    /** The work. */
    @FunctionalInterface
    public interface Work<T> {
        T run() throws IOException;
    }

    /**
     * Waits until nobody else is at work under that file.
     *
     * @param lockFile made if it is not there; its folder is
     * @throws IOException of the work, or if the file cannot be locked
     */
    public static <T> T under(Path lockFile, Work<T> work) throws IOException {
        ReentrantLock threads = THREADS.computeIfAbsent(lockFile.toAbsolutePath(), _ -> new ReentrantLock());
        threads.lock();
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock processes = channel.lock()) {
            if (!processes.isValid()) {
                throw new IOException(lockFile + " cannot be locked");
            }
            return work.run();
        } finally {
            threads.unlock();
        }
    }
}
