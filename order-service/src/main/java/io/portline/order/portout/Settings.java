package io.portline.order.portout;

import io.portline.order.portorder.Contact;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * What a tenant has settled about its port-outs.
 *
 * @param pin as {@link PinKeeper} protected it; null if none was ever set
 * @param changedAt business time at which the PIN was set last
 * @param changedBy display name of who set it
 * @param pinContact whoever set it, to be told unless the tenant named others; null for a client without an address
 * @param contacts named by the tenant
 */
public record Settings(
        @Nullable String pin,
        @Nullable Instant changedAt,
        @Nullable String changedBy,
        @Nullable Contact pinContact,
        List<Contact> contacts) {

    public static final Settings NONE = new Settings(null, null, null, null, List.of());

    public Settings {
        contacts = List.copyOf(contacts);
    }

    /** Who is told: those named, else whoever set the PIN; empty if there is neither. */
    public List<Contact> told() {
        return !contacts.isEmpty() ? contacts : pinContact != null ? List.of(pinContact) : List.of();
    }

    /** Without the PIN, however protected, and without addresses. */
    @Override
    public String toString() {
        return "Settings[pin " + (pin == null ? "not set" : "set") + ", " + contacts.size() + " contacts]";
    }
}
