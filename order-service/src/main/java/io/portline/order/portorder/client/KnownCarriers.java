package io.portline.order.portorder.client;

import io.portline.order.portorder.Carrier;
import io.portline.order.portorder.CarrierDirectory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The losing carriers: the gateway's list, asked for anew every real minute when it is used, and kept in the database. An old list is better than
 * none; without any, orders cannot be checked.
 */
public final class KnownCarriers implements CarrierDirectory {

    private static final Logger LOG = LoggerFactory.getLogger(KnownCarriers.class);
    private static final Duration FRESH_FOR = Duration.ofMinutes(1);

    /** How long a gateway that did not answer is left alone; meanwhile nobody waits for it. */
    private static final Duration LEFT_ALONE_FOR = Duration.ofSeconds(5);

    private final GatewayCarriers gateway;
    private final CarrierCopies copies;
    private final Clock realClock;
    private volatile @Nullable Known known;
    private volatile Instant askAgainAt = Instant.MIN;

    /** @param realClock the gateway is asked by real time */
    public KnownCarriers(GatewayCarriers gateway, CarrierCopies copies, Clock realClock) {
        this.gateway = gateway;
        this.copies = copies;
        this.realClock = realClock;
    }

    private record Known(Map<String, Carrier> byId) {
        static Known of(List<Carrier> carriers) {
            return new Known(carriers.stream().collect(Collectors.toUnmodifiableMap(Carrier::id, Function.identity())));
        }
    }

    @Override
    public Optional<Carrier> find(String carrierId) {
        Known current = known;
        if (current == null || !realClock.instant().isBefore(askAgainAt)) {
            current = refreshed();
        }
        return Optional.ofNullable(current.byId().get(carrierId));
    }

    private synchronized Known refreshed() {
        Instant now = realClock.instant();
        Known current = known;
        if (now.isBefore(askAgainAt)) {
            if (current == null) {
                throw new CarriersUnknownException();
            }
            return current;
        }
        try {
            List<Carrier> carriers = gateway.fetch();
            Known fetched = Known.of(carriers);
            copies.keep(carriers, now);
            known = fetched;
            askAgainAt = now.plus(FRESH_FOR);
            return fetched;
        } catch (RuntimeException unreachable) {
            // Whatever is the matter with the gateway or its answer, the last good list goes on being used.
            askAgainAt = now.plus(LEFT_ALONE_FOR);
            LOG.atWarn()
                    .addArgument(unreachable::toString)
                    .log("The gateway's carriers cannot be had, going on with those known: {}");
            Known last =
                    current != null ? current : copies.last().map(Known::of).orElseThrow(CarriersUnknownException::new);
            known = last;
            return last;
        }
    }
}
