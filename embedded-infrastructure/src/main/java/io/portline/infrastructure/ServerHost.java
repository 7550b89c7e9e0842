package io.portline.infrastructure;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** What a server runs in: a process of this machine, or a container. Started again it has its ports and its data. */
interface ServerHost extends AutoCloseable {
    /** Starts the server and waits until it is ready; fails when it ends meanwhile, and after the limit. Does nothing while it runs. */
    void start(BooleanSupplier ready, Duration limit);

    /** Ends it in good order, by force if it does not end within the limit. */
    void stop(Signal signal, Duration limit);

    /** SIGKILL. */
    void kill();

    /** It stands still; connections stay open. */
    void freeze();

    void thaw();

    /** Takes away what was made to run it. The server is stopped before. */
    @Override
    void close();
}
