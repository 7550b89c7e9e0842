package io.portline.web.client;

import org.springframework.web.client.RestClient;

/**
 * Clients of the other services, each with its address ({@code portline.services.<name>}), time-outs, the language of
 * the request and the trace. A service that cannot be reached is answered as a 503 problem if nobody catches it.
 */
public interface ServiceClients {

    /** Calls in the caller's own name: passes the bearer token of the request that this thread serves. */
    RestClient.Builder asCaller(String service);

    /** Calls in our own name: a token by client credentials, fetched when first needed, kept until it expires. */
    RestClient.Builder asService(String service);
}
