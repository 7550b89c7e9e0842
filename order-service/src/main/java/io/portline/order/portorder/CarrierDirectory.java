package io.portline.order.portorder;

import java.util.Optional;

/** The losing carriers that there are. */
public interface CarrierDirectory {

    /**
     * A carrier by its id.
     *
     * @throws CarriersUnknownException if the list was never had
     */
    Optional<Carrier> find(String carrierId);

    /** The list of carriers was never had from the gateway: no order can be checked yet. */
    final class CarriersUnknownException extends RuntimeException {
        public CarriersUnknownException() {
            super("The list of carriers was never had from the gateway");
        }
    }
}
