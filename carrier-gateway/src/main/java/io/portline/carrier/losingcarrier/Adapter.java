package io.portline.carrier.losingcarrier;

import java.net.URI;
import java.util.Set;

/** How a carrier is reached. */
public sealed interface Adapter {

    /** Played by the gateway itself. */
    record Simulated() implements Adapter {}

    /**
     * Asked over HTTP, by the protocol of {@code docs/carrier-protocol.md}.
     *
     * @param address where its API begins; secrets go there, so it is https, or http on this machine only
     */
    record Http(URI address) implements Adapter {

        private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

        public Http {
            boolean secure = "https".equalsIgnoreCase(address.getScheme());
            boolean local = "http".equalsIgnoreCase(address.getScheme())
                    && address.getHost() != null
                    && THIS_MACHINE.contains(address.getHost());
            if (address.getHost() == null || !(secure || local)) {
                throw new IllegalArgumentException(
                        "the address of an HTTP carrier is https://…, or http:// on this machine: " + address);
            }
            if (address.getRawUserInfo() != null || address.getRawQuery() != null || address.getRawFragment() != null) {
                throw new IllegalArgumentException("the address of an HTTP carrier has no user, query or fragment");
            }
        }
    }
}
