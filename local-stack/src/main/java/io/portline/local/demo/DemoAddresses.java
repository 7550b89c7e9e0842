package io.portline.local.demo;

import java.net.URI;
import java.time.Clock;

/**
 * Where a running Portline is, and as whom the demo speaks to it.
 *
 * @param clientId a client that is allowed to order ports for its tenant by client credentials
 * @param businessClock the clock that the services go by, so that dates asked for lie in their future
 */
public record DemoAddresses(
        URI identity,
        URI orderService,
        URI mailView,
        String kafkaBootstrap,
        String registryUrl,
        String clientId,
        String clientSecret,
        Clock businessClock,
        URI dashboard) {

    /** Leaves the secret out. */
    @Override
    public String toString() {
        return "DemoAddresses[identity=%s, orderService=%s, clientId=%s]".formatted(identity, orderService, clientId);
    }
}
