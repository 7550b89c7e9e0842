package io.portline.carrier.losingcarrier;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The carriers that the gateway knows, in the order of their file. */
public final class Carriers {

    private final Map<String, Carrier> byId;

    public Carriers(List<Carrier> carriers) {
        Map<String, Carrier> known = new LinkedHashMap<>();
        for (Carrier carrier : carriers) {
            if (known.put(carrier.id(), carrier) != null) {
                throw new IllegalArgumentException("carrier " + carrier.id() + " is there twice");
            }
        }
        this.byId = Collections.unmodifiableMap(known);
    }

    public Collection<Carrier> all() {
        return byId.values();
    }

    public Optional<Carrier> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }
}
