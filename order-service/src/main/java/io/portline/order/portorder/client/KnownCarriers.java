package io.portline.order.portorder.client;

import io.portline.order.portorder.Carrier;
import io.portline.order.portorder.CarrierDirectory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The losing carriers: the gateway's list as it was last heard, which is kept in the database too. An old list is better than none; without any,
 * orders cannot be checked. The gateway is asked in the background, see {@link CarrierListTimer}; whoever looks a carrier up waits for it only as long as
 * there was never a list, in the first second of a first start.
 */
public final class KnownCarriers implements CarrierDirectory {

    private static final Logger LOG = LoggerFactory.getLogger(KnownCarriers.class);

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final GatewayCarriers gateway;
    private final CarrierCopies copies;
    private final Clock realClock;
    private volatile @Nullable Map<String, Carrier> known;
    private volatile boolean failing;
    private final ReentrantLock firstAsking = new ReentrantLock();
    private volatile long mayAskAgainAt = System.nanoTime();

    /** @param realClock for when the list was heard */
    public KnownCarriers(GatewayCarriers gateway, CarrierCopies copies, Clock realClock) {
        this.gateway = gateway;
        this.copies = copies;
        this.realClock = realClock;
    }

    @Override
    public Optional<Carrier> find(String carrierId) {
        Map<String, Carrier> current = known;
        if (current == null) {
            // Another instance may have heard it.
            current = copies.last().map(KnownCarriers::byId).orElseGet(this::firstHeard);
            known = current;
        }
        return Optional.ofNullable(current.get(carrierId));
    }

    /** One asks for all who wait, and a gateway that is away is not asked at every request. */
    private Map<String, Carrier> firstHeard() {
        try {
            if (firstAsking.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    if (known == null && System.nanoTime() - mayAskAgainAt >= 0) {
                        refresh();
                        mayAskAgainAt = System.nanoTime() + PAUSE.toNanos();
                    }
                } finally {
                    firstAsking.unlock();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Map<String, Carrier> heard = known;
        if (heard == null) {
            throw new CarriersUnknownException();
        }
        return heard;
    }

    /**
     * Asks the gateway. Whatever is the matter with it or its answer, the last good list goes on being used.
     *
     * @return whether it answered
     */
    public boolean refresh() {
        try {
            List<Carrier> carriers = gateway.fetch();
            known = byId(carriers);
            copies.keep(carriers, realClock.instant());
            failing = false;
            return true;
        } catch (RuntimeException unreachable) {
            // Said once, not at every try.
            LOG.atLevel(failing ? Level.DEBUG : Level.WARN)
                    .addArgument(unreachable::toString)
                    .log("The gateway's carriers cannot be had, going on with those known: {}");
            failing = true;
            return false;
        }
    }

    private static Map<String, Carrier> byId(List<Carrier> carriers) {
        return carriers.stream().collect(Collectors.toUnmodifiableMap(Carrier::id, Function.identity()));
    }
}
