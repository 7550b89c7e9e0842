package io.portline.messaging.codec;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Serialisers ask the registry about each schema once and keep the answer. The libraries wait for it without any limit, so one answer that is lost on its
 * way would hold a partition until the service is started anew: the first time has a limit here, later times cost a look into a set.
 */
final class FirstLookups implements AutoCloseable {
    /** A format whose records do not begin with their schema's id would fill the set; its records have their limit each time instead. */
    private static final int MOST_SCHEMAS = 10_000;

    private final Duration limit;
    private final Set<Object> answered = ConcurrentHashMap.newKeySet();
    private final ExecutorService lookups = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("schema-lookup-", 0).factory());

    FirstLookups(Duration limit) {
        this.limit = limit;
    }

    /**
     * @param schema what tells the schemas apart
     * @throws CodecUnavailableException if there is no answer within the limit
     */
    <T> T within(Object schema, Supplier<T> work) {
        if (answered.contains(schema)) {
            return work.get();
        }
        T result = limited(work);
        if (answered.size() < MOST_SCHEMAS) {
            answered.add(schema);
        }
        return result;
    }

    private <T> T limited(Supplier<T> work) {
        Future<T> lookup = lookups.submit(work::get);
        try {
            return lookup.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new CodecUnavailableException("The schema registry has not answered for " + limit, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CodecUnavailableException("Interrupted while the schema registry was asked", e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                case null, default -> throw new IllegalStateException(e);
            }
        } finally {
            lookup.cancel(true);
        }
    }

    /** Does not wait for lookups that nobody answers. */
    @Override
    public void close() {
        lookups.shutdownNow();
    }
}
