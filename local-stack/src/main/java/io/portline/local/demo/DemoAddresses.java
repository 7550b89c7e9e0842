package io.portline.local.demo;

import java.net.URI;
import java.time.Clock;
import java.util.Map;

/**
 * Where a running Portline is, and as whom the demo speaks to it.
 *
 * @param clientId a client that is allowed to order ports for its tenant by client credentials
 * @param kafkaClient settings of a Kafka client besides the addresses: credentials, where they are asked for
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
        URI dashboard,
        Map<String, String> kafkaClient) {

    public DemoAddresses {
        kafkaClient = Map.copyOf(kafkaClient);
    }

    /** The same as another client of the issuer. */
    public DemoAddresses as(String otherClientId, String otherClientSecret) {
        return new DemoAddresses(
                identity,
                orderService,
                mailView,
                kafkaBootstrap,
                registryUrl,
                otherClientId,
                otherClientSecret,
                businessClock,
                dashboard,
                kafkaClient);
    }

    public DemoAddresses withKafkaClient(Map<String, String> client) {
        return new DemoAddresses(
                identity,
                orderService,
                mailView,
                kafkaBootstrap,
                registryUrl,
                clientId,
                clientSecret,
                businessClock,
                dashboard,
                client);
    }

    /** Leaves the secret out. */
    @Override
    public String toString() {
        return "DemoAddresses[identity=%s, orderService=%s, clientId=%s]".formatted(identity, orderService, clientId);
    }
}
