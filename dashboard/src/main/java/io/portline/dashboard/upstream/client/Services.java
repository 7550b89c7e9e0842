package io.portline.dashboard.upstream.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The services that pages ask, by name. */
public final class Services {

    private final Map<String, ServiceCalls> calls;

    public Services(Map<String, ServiceCalls> calls) {
        this.calls = new LinkedHashMap<>(calls);
    }

    public ServiceCalls orders() {
        return named("order-service");
    }

    public ServiceCalls carriers() {
        return named("carrier-gateway");
    }

    public ServiceCalls notifications() {
        return named("notification-service");
    }

    public ServiceCalls cases() {
        return named("case-service");
    }

    /** Whether there is one of this name; names come out of addresses too. */
    public boolean knows(String name) {
        return calls.containsKey(name);
    }

    public ServiceCalls named(String name) {
        ServiceCalls found = calls.get(name);
        if (found == null) {
            throw new IllegalArgumentException("no service is called " + name);
        }
        return found;
    }

    public List<String> names() {
        return List.copyOf(calls.keySet());
    }
}
