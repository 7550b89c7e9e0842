package io.portline.order.portorder.client;

import io.portline.order.portorder.Carrier;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps what the gateway said of its carriers, so that orders can be checked while it is away. */
public interface CarrierCopies {

    /** As last kept; empty if none ever was. */
    Optional<List<Carrier>> last();

    /** @param fetchedAt real time */
    void keep(List<Carrier> carriers, Instant fetchedAt);
}
