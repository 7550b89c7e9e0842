package io.portline.order.portout;

import io.portline.order.portorder.Contact;
import io.portline.order.portorder.Fault;
import io.portline.order.portorder.PortOrderForm;
import io.portline.order.portorder.SubmissionCheck;
import io.portline.order.portout.PortOuts.Protection;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** What can be done with port-outs and the PIN. */
public final class PortOutService {

    /** Each turn is somebody else's change in between. */
    private static final int MOST_TURNS = 10;

    private final PortOuts portOuts;
    private final PinKeeper pins;
    private final Supplier<UUID> ids;
    private final Clock clock;
    private final Clock realClock;
    private final PortOutObserver observer;

    /**
     * @param clock the business clock
     * @param realClock of the lock after wrong PINs
     */
    public PortOutService(
            PortOuts portOuts,
            PinKeeper pins,
            Supplier<UUID> ids,
            Clock clock,
            Clock realClock,
            PortOutObserver observer) {
        this.portOuts = portOuts;
        this.pins = pins;
        this.ids = ids;
        this.clock = clock;
        this.realClock = realClock;
        this.observer = observer;
    }

    /** There is no such port-out for that caller. */
    public static final class UnknownPortOutException extends RuntimeException {
        UnknownPortOutException(UUID id) {
            super("No port-out " + id);
        }
    }

    /** The status forbids it. */
    public static final class PortOutRefusedException extends RuntimeException {
        private final transient PortOut portOut;

        PortOutRefusedException(PortOut portOut) {
            super("Not in " + portOut.status());
            this.portOut = portOut;
        }

        public PortOut portOut() {
            return portOut;
        }
    }

    /** The answer to a request. */
    public sealed interface Answer {
        /** It is about one tenant, which sees it, whatever came of it. */
        record Attributed(PortOut portOut) implements Answer {}

        /** It is about no tenant or about several: rejected, and nothing is kept. */
        record Unattributable(PortOutReason reason) implements Answer {}
    }

    // ---- what winning carriers do

    /**
     * A winning carrier asks for numbers. The PIN is looked at before anything is locked, for that is slow; what it was looked at under is
     * verified when the request is judged.
     *
     * @throws InvalidPortOutException if it cannot be understood
     * @throws PortOuts.RequestIdTakenException if the carrier has used its id before
     */
    public Answer request(PortOutForm form) {
        Instant now = clock.instant();
        PortOutFormCheck.Request request = PortOutFormCheck.check(form, now);
        for (int turn = 0; turn < MOST_TURNS; turn++) {
            if (portOuts.exists(request.carrier().id(), request.requestId())) {
                throw new PortOuts.RequestIdTakenException();
            }
            PortOuts.Look look = portOuts.look(request.numbers());
            Optional<PortOutReason> nobodys = PortOutRules.unattributable(look.owners());
            if (nobodys.isPresent()) {
                observer.unattributable(request.carrier(), nobodys.get());
                return new Answer.Unattributable(nobodys.get());
            }
            String tenantId = look.owners().values().iterator().next();
            Protection protection =
                    portOuts.protection(tenantId, request.carrier().id());
            PinCheck pin = lookAt(form.pin(), protection);
            UUID id = ids.get();
            Optional<PortOut> received = portOuts.receive(
                    id,
                    request.requestId(),
                    request.carrier(),
                    request.numbers(),
                    protection,
                    pin,
                    (number, contacts) -> new PortOut(
                            id,
                            number,
                            tenantId,
                            request.requestId(),
                            request.carrier(),
                            request.numbers(),
                            request.requested(),
                            PortOutStatus.REQUESTED,
                            List.of(),
                            null,
                            contacts,
                            1,
                            now,
                            now),
                    facts -> PortOutRules.judge(facts, realClock.instant()),
                    now);
            if (received.isPresent()) {
                return new Answer.Attributed(received.get());
            }
        }
        throw new PortOuts.TooBusyException();
    }

    private PinCheck lookAt(@Nullable String offered, Protection protection) {
        String stored = protection.pin();
        if (!protection.pinNeeded()) {
            return PinCheck.NOT_NEEDED;
        }
        if (stored == null) {
            return PinCheck.NOT_SET;
        }
        if (offered == null || offered.isEmpty()) {
            return PinCheck.MISSING;
        }
        if (protection.attempts().lockedAt(realClock.instant()) != null) {
            return PinCheck.NOT_LOOKED_AT;
        }
        return Pin.parse(offered)
                        .filter(pin -> pins.matches(protection.tenantId(), pin, stored))
                        .isPresent()
                ? PinCheck.RIGHT
                : PinCheck.WRONG;
    }

    /**
     * The winning carrier calls it off.
     *
     * @throws PortOutRefusedException if the numbers have left, or never were to
     */
    public PortOut cancel(UUID id) {
        return switch (decide(id, new PortOutCommand.Cancel())) {
            case PortOutDecision.Accepted accepted -> accepted.portOut();
            case PortOutDecision.Refused refused -> throw new PortOutRefusedException(refused.portOut());
        };
    }

    // ---- what time brings

    /**
     * Lets the numbers leave if it is time.
     *
     * @return when to come back, if this call came too early
     */
    public Optional<Instant> wake(UUID id) {
        PortOut portOut = decide(id, new PortOutCommand.Complete()).portOut();
        return portOut.status() == PortOutStatus.APPROVED
                ? Optional.of(portOut.requested().instant())
                : Optional.empty();
    }

    private PortOutDecision decide(UUID id, PortOutCommand command) {
        return portOuts.change(id, portOut -> PortOutRules.decide(portOut, command, clock.instant()))
                .orElseThrow(() -> new UnknownPortOutException(id));
    }

    // ---- what tenants do

    /** @param tenantId null for whichever tenant's */
    public PortOut get(UUID id, @Nullable String tenantId) {
        return portOuts.find(id, tenantId)
                .orElseThrow(() -> new UnknownPortOutException(id))
                .portOut();
    }

    /** Of a port-out that {@link #get} has found. */
    public List<PortOutEntry> timeline(UUID id) {
        return portOuts.timeline(id);
    }

    public List<PortOut> list(PortOutQuery query) {
        return portOuts.list(query);
    }

    public Settings settings(String tenantId) {
        return portOuts.settings(tenantId);
    }

    /**
     * Sets or changes the PIN, never removes it.
     *
     * @param by display name of who does it
     * @param person who does it, to be told unless the tenant names others; null for a client without an address
     * @throws InvalidPortOutException for anything but 6 to 10 digits
     */
    public Settings setPin(
            String tenantId, @Nullable String given, String by, SubmissionCheck.@Nullable Submitter person) {
        if (given == null || given.isBlank()) {
            throw new InvalidPortOutException(List.of(new Fault("/pin", "REQUIRED", List.of())));
        }
        Pin pin = Pin.parse(given)
                .orElseThrow(
                        () -> new InvalidPortOutException(List.of(new Fault("/pin", "PIN_DIGITS", List.of(6, 10)))));
        Contact contact = person == null
                ? null
                : new Contact(
                        contactId(tenantId, person.email()),
                        Contact.Role.SUBMITTER,
                        person.name(),
                        person.email(),
                        person.language());
        portOuts.setPin(tenantId, pins.protect(tenantId, pin), by, contact, clock.instant());
        return portOuts.settings(tenantId);
    }

    /**
     * Says who is told of port-outs; none for whoever set the PIN.
     *
     * @throws InvalidPortOutException if one is not right
     */
    public Settings setContacts(String tenantId, List<PortOrderForm.Person> people) {
        List<Fault> faults = new ArrayList<>();
        List<Contact> contacts = SubmissionCheck.additional(people, subject(tenantId), Set.of(), faults);
        if (!faults.isEmpty()) {
            throw new InvalidPortOutException(faults);
        }
        portOuts.setContacts(tenantId, contacts, clock.instant());
        return portOuts.settings(tenantId);
    }

    /** The same person at the same tenant is the same contact, whatever the port-out: made as the checks of contacts make it. */
    private static UUID contactId(String tenantId, String email) {
        return UUID.nameUUIDFromBytes(
                (subject(tenantId) + "/" + email.toLowerCase(Locale.ROOT)).getBytes(StandardCharsets.UTF_8));
    }

    private static UUID subject(String tenantId) {
        return UUID.nameUUIDFromBytes(("port-outs/" + tenantId).getBytes(StandardCharsets.UTF_8));
    }
}
