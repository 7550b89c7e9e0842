package io.portline.cases.tnscase;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/** The stores that are set up, and the one that new documents go to. What is in another one stays there. */
public final class DocumentStores {

    private final DocumentStore chosen;
    private final Map<DocumentStore.Kind, DocumentStore> stores = new EnumMap<>(DocumentStore.Kind.class);

    /** @throws IllegalArgumentException if the chosen one is not among those that are set up */
    public DocumentStores(DocumentStore.Kind chosen, Collection<DocumentStore> stores) {
        stores.forEach(store -> this.stores.put(store.kind(), store));
        this.chosen = of(chosen);
    }

    public DocumentStore chosen() {
        return chosen;
    }

    public boolean has(DocumentStore.Kind kind) {
        return stores.containsKey(kind);
    }

    /** @throws IllegalArgumentException if that store is not set up */
    public DocumentStore of(DocumentStore.Kind kind) {
        DocumentStore store = stores.get(kind);
        if (store == null) {
            throw new IllegalArgumentException("The document store " + kind + " is not set up");
        }
        return store;
    }
}
