package io.portline.notification.webhook;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** What tenants do with their endpoints. */
public final class WebhookService {

    /** Of one tenant. */
    public static final int MOST_ENDPOINTS = 20;

    /** In one replay. */
    public static final int MOST_REPLAYED = 100_000;

    private static final int SECRET_BYTES = 32;
    private static final int LONGEST_DESCRIPTION = 200;
    private static final int MOST_FILTERS = 50;
    private static final String SECRET_PREFIX = "whsec_";

    private final WebhookEndpoints endpoints;
    private final WebhookQueue queue;
    private final WebhookTargets targets;
    private final SecretVault vault;
    private final Consumer<byte[]> random;
    private final Supplier<UUID> ids;
    private final Runnable sendSoon;
    private final Clock realClock;
    private final Clock businessClock;

    /**
     * @param random fills secrets; a strong one
     * @param sendSoon has the queue looked at after the transaction
     */
    public WebhookService(
            WebhookEndpoints endpoints,
            WebhookQueue queue,
            WebhookTargets targets,
            SecretVault vault,
            RandomGenerator random,
            Supplier<UUID> ids,
            Runnable sendSoon,
            Clock realClock,
            Clock businessClock) {
        this.endpoints = endpoints;
        this.queue = queue;
        this.targets = targets;
        this.vault = vault;
        this.random = random::nextBytes;
        this.ids = ids;
        this.sendSoon = sendSoon;
        this.realClock = realClock;
        this.businessClock = businessClock;
    }

    /**
     * One fault of what a tenant wants.
     *
     * @param arguments what its text speaks of
     */
    public record Fault(String pointer, String code, List<Object> arguments) {
        Fault(String pointer, String code) {
            this(pointer, code, List.of());
        }

        public Fault {
            arguments = List.copyOf(arguments);
        }
    }

    /** All faults of what a tenant wants. */
    public static final class Refused extends RuntimeException {
        private final transient List<Fault> faults;

        Refused(List<Fault> faults) {
            super("Refused: " + faults);
            this.faults = List.copyOf(faults);
        }

        public List<Fault> faults() {
            return faults;
        }
    }

    /** This installation has no keys to keep secrets with. */
    public static final class NoKeys extends RuntimeException {
        NoKeys() {
            super("portline.secrets.wrapping-keys is not set: webhooks cannot be set up");
        }
    }

    /** Too many endpoints, or one with that address. */
    public static final class Conflict extends RuntimeException {
        Conflict() {
            super("The tenant has an endpoint with that address, or as many as it may have");
        }
    }

    /**
     * What a tenant wants of an endpoint.
     *
     * @param eventTypes null or empty is everything
     */
    public record Wanted(
            @Nullable String url,
            @Nullable String description,
            @Nullable List<@Nullable String> eventTypes) {}

    /** An endpoint and the secret that is shown this once. */
    public record Created(WebhookEndpoint endpoint, String secret) {}

    /** The new secret, shown this once, and until when the one before signs too. */
    public record Rotated(String secret, Instant previousValidUntil) {}

    /** Adds an endpoint. */
    public Created add(String tenantId, Wanted wanted) {
        requireKeys();
        Checked checked = check(wanted);
        UUID id = ids.get();
        Instant now = realClock.instant();
        WebhookEndpoint endpoint = new WebhookEndpoint(
                id, tenantId, checked.url(), checked.description(), checked.eventTypes(), true, null, 1, now, now);
        byte[] secret = newSecret();
        if (!endpoints.add(endpoint, vault.seal(id, secret), MOST_ENDPOINTS)) {
            throw new Conflict();
        }
        return new Created(endpoint, shown(secret));
    }

    /**
     * Changes an endpoint.
     *
     * @param revisionChecked may refuse the revision that is there by throwing
     * @return empty if the tenant has no such endpoint
     */
    public Optional<WebhookEndpoint> change(
            String tenantId, UUID id, Wanted wanted, boolean enabled, Consumer<WebhookEndpoint> revisionChecked) {
        Checked checked = check(wanted);
        Optional<WebhookEndpoint> changed;
        try {
            changed = endpoints.change(tenantId, id, known -> {
                revisionChecked.accept(known);
                String reason = known.disabledReason() == null ? WebhookEndpoint.BY_TENANT : known.disabledReason();
                return new WebhookEndpoint(
                        id,
                        tenantId,
                        checked.url(),
                        checked.description(),
                        checked.eventTypes(),
                        enabled,
                        enabled ? null : reason,
                        known.revision() + 1,
                        known.createdAt(),
                        realClock.instant());
            });
        } catch (WebhookEndpoints.AddressTaken taken) {
            throw new Conflict();
        }
        if (enabled) {
            changed.ifPresent(_ -> sendSoon.run());
        }
        return changed;
    }

    /** Gives an endpoint a new secret; the one before signs too for a time. */
    public Optional<Rotated> rotate(String tenantId, UUID id, Duration overlap) {
        requireKeys();
        byte[] secret = newSecret();
        return endpoints
                .rotate(tenantId, id, vault.seal(id, secret), overlap)
                .map(until -> new Rotated(shown(secret), until));
    }

    /** Sends a test; the id of its delivery, or empty if the tenant has no such endpoint. */
    public Optional<UUID> test(String tenantId, UUID id) {
        return endpoints.find(tenantId, id).map(endpoint -> {
            Instant now = businessClock.instant();
            WebhookEvent ping = new WebhookEvent(
                    ids.get(),
                    tenantId,
                    EventTypes.TEST,
                    null,
                    now,
                    "{\"type\":\"%s\",\"timestamp\":\"%s\",\"data\":{\"endpointId\":\"%s\"}}"
                            .formatted(EventTypes.TEST, now, endpoint.id()));
            UUID delivery = queue.offerTo(endpoint.id(), ping);
            sendSoon.run();
            return delivery;
        });
    }

    /** Sends one again. */
    public WebhookQueue.Resend resend(String tenantId, UUID deliveryId) {
        WebhookQueue.Resend resend = queue.resend(tenantId, deliveryId);
        if (resend instanceof WebhookQueue.Resend.Added) {
            sendSoon.run();
        }
        return resend;
    }

    /**
     * Sends an endpoint again what happened in a range of time.
     *
     * @return how many deliveries; empty if the tenant has no such endpoint
     */
    public Optional<Integer> replay(String tenantId, UUID id, @Nullable Instant from, @Nullable Instant to) {
        List<Fault> faults = new ArrayList<>();
        if (from == null) {
            faults.add(new Fault("/from", "REQUIRED"));
        }
        if (to == null) {
            faults.add(new Fault("/to", "REQUIRED"));
        }
        if (from != null && to != null && !from.isBefore(to)) {
            faults.add(new Fault("/to", "OUT_OF_RANGE"));
        }
        if (!faults.isEmpty()) {
            throw new Refused(faults);
        }
        return endpoints.find(tenantId, id).map(_ -> {
            int replayed =
                    queue.replay(tenantId, id, Objects.requireNonNull(from), Objects.requireNonNull(to), MOST_REPLAYED);
            if (replayed > MOST_REPLAYED) {
                throw new Refused(List.of(new Fault("/from", "TOO_MANY_EVENTS")));
            }
            sendSoon.run();
            return replayed;
        });
    }

    private record Checked(URI url, String description, List<String> eventTypes) {}

    private Checked check(Wanted wanted) {
        List<Fault> faults = new ArrayList<>();
        URI url = switch (targets.read(wanted.url())) {
            case WebhookTargets.Read.Fine(URI fine) -> fine;
            case WebhookTargets.Read.Wrong(String code) -> {
                faults.add(
                        new Fault("/url", code, code.equals("SIZE") ? List.of(1, WebhookTargets.LONGEST) : List.of()));
                yield URI.create("about:blank");
            }
        };
        String description =
                wanted.description() == null ? "" : wanted.description().strip();
        if (description.length() > LONGEST_DESCRIPTION) {
            faults.add(new Fault("/description", "SIZE", List.of(0, LONGEST_DESCRIPTION)));
        }
        List<@Nullable String> filters = wanted.eventTypes() == null ? List.of() : wanted.eventTypes();
        if (filters.size() > MOST_FILTERS) {
            faults.add(new Fault("/eventTypes", "SIZE", List.of(0, MOST_FILTERS)));
        }
        List<String> understood = new ArrayList<>();
        for (int i = 0; i < filters.size(); i++) {
            String filter = filters.get(i);
            if (filter == null || !EventTypes.understood(filter)) {
                faults.add(new Fault("/eventTypes/" + i, "UNKNOWN_VALUE"));
            } else if (!understood.contains(filter)) {
                understood.add(filter);
            }
        }
        if (!faults.isEmpty()) {
            throw new Refused(faults);
        }
        return new Checked(url, description, understood);
    }

    private void requireKeys() {
        if (!vault.ready()) {
            throw new NoKeys();
        }
    }

    private byte[] newSecret() {
        byte[] secret = new byte[SECRET_BYTES];
        random.accept(secret);
        return secret;
    }

    private static String shown(byte[] secret) {
        return SECRET_PREFIX + Base64.getEncoder().encodeToString(secret);
    }
}
