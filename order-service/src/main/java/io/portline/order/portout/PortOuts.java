package io.portline.order.portout;

import io.portline.order.portorder.Contact;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** All port-outs, and what tenants have settled about them. */
public interface PortOuts {

    /**
     * What is known of the numbers of a request before anything is locked, so that the slow look at the PIN holds nobody up.
     *
     * @param owners tenant by number, of those in the inventory
     */
    record Look(Map<String, String> owners) {
        public Look {
            owners = Map.copyOf(owners);
        }
    }

    /**
     * How a tenant's numbers are protected from a carrier.
     *
     * @param pin as it is stored; null if none is set
     * @param attempts of this carrier
     */
    record Protection(
            String tenantId, boolean pinNeeded, @Nullable String pin, PinAttempts attempts) {
        @Override
        public String toString() {
            return "Protection[" + tenantId + "]";
        }
    }

    Look look(List<String> numbers);

    Protection protection(String tenantId, String carrierId);

    boolean exists(String carrierId, String requestId);

    /** A port-out that is about to be, once its number and its contacts are known. */
    @FunctionalInterface
    interface Draft {
        PortOut with(String number, List<Contact> contacts);
    }

    /**
     * Takes a request in: claims the numbers, lets it be judged while nobody else can change the count of wrong PINs or take one of the numbers,
     * and keeps what comes of it with its events, all at once or not at all.
     *
     * @param presumed under which the PIN was looked at
     * @param judge empty to look again
     * @return empty if something that was presumed is no longer so, then nothing was kept: look again
     * @throws RequestIdTakenException if the carrier has used the id before, whatever would have come of it
     */
    Optional<PortOut> receive(
            UUID id,
            String requestId,
            WinningCarrier carrier,
            List<String> numbers,
            Protection presumed,
            PinCheck pin,
            Draft draft,
            Function<PortOutRules.Facts, Optional<PortOutRules.Judgement>> judge,
            Instant now);

    /** @param tenantId null for whichever tenant's */
    Optional<StoredPortOut> find(UUID id, @Nullable String tenantId);

    List<PortOut> list(PortOutQuery query);

    /** The timeline, oldest first. */
    List<PortOutEntry> timeline(UUID id);

    /**
     * Lets a decision be made about the port-out as it is now, and keeps what it leads to: state, timeline, events, claims, inventory and timer at
     * once. If somebody else changed it meanwhile the decision is made again. Empty if there is no such port-out.
     */
    Optional<PortOutDecision> change(UUID id, Function<PortOut, PortOutDecision> decide);

    Settings settings(String tenantId);

    /** Sets or changes the PIN. */
    void setPin(String tenantId, String protectedPin, String by, @Nullable Contact contact, Instant now);

    /** Says who is told, of the port-outs that are under way too. */
    void setContacts(String tenantId, List<Contact> contacts, Instant now);

    /** The carrier has used that id for another request. */
    final class RequestIdTakenException extends RuntimeException {
        public RequestIdTakenException() {
            super("The carrier has used the id of this request before");
        }
    }

    /** Everything changed all the time. */
    final class TooBusyException extends RuntimeException {
        public TooBusyException() {
            super("Looked again too often");
        }
    }
}
