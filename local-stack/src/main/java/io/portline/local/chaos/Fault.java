package io.portline.local.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.random.RandomGenerator;

/** One thing that goes wrong. */
public sealed interface Fault {
    /** What everything else stands on. */
    List<String> INFRASTRUCTURE = List.of("kafka", "postgres", "registry", "mail");

    /** The consumers and relays. */
    List<String> SERVICES =
            List.of("order-service", "carrier-gateway", "notification-service", "case-service", "dashboard");

    /** What a reader of the run is told. */
    String words();

    /** {@code kill -9}, in the middle of whatever they do: a transaction, a mail, and by chance a batch of a relay. */
    record Kill(List<String> parts) implements Fault {
        public Kill {
            parts = List.copyOf(parts);
        }

        public Kill(String... parts) {
            this(List.of(parts));
        }

        @Override
        public String words() {
            return "kill -9 " + String.join(" + ", parts);
        }
    }

    /**
     * {@code kill -9} of order-service when its relay has sent one batch of many rows and not the next: Kafka stands still until enough rows
     * wait, and then goes on.
     */
    record KillRelay() implements Fault {
        static final String SERVICE = "order-service";

        @Override
        public String words() {
            return "freeze kafka until rows wait, kill -9 %s amid them".formatted(SERVICE);
        }
    }

    /** Stands still without dying, long enough to lose leases and group membership, and wakes believing that no time has passed. */
    record Freeze(List<String> parts, Duration length) implements Fault {
        public Freeze {
            parts = List.copyOf(parts);
        }

        @Override
        public String words() {
            return "freeze %s for %d s".formatted(String.join(" + ", parts), length.toSeconds());
        }
    }

    /** Ended in good order and started again, as a deployment does. */
    record Restart(String part) implements Fault {
        @Override
        public String words() {
            return "restart " + part;
        }
    }

    /** Everything down, and the business clock two days on when it comes back. */
    record ClockStep(Duration leap) implements Fault {
        @Override
        public String words() {
            return "stop everything, business clock %d h ahead, start".formatted(leap.toHours());
        }
    }

    /**
     * The faults of a run, for ever: rounds in which each kind comes once, in a seeded order, so that a short run has most of them; the relay's
     * death before all others, so that each has that. The clock step is not among them; it comes once, in the middle.
     */
    static Iterator<Fault> seeded(RandomGenerator random) {
        return new Iterator<>() {
            private final List<Fault> round = new ArrayList<>(List.of(new KillRelay()));

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Fault next() {
                Fault next = round.removeLast();
                if (round.isEmpty()) {
                    round.addAll(round(random));
                    shuffle(round, random);
                }
                return next;
            }
        };
    }

    private static List<Fault> round(RandomGenerator random) {
        List<Fault> faults = new ArrayList<>();
        SERVICES.forEach(service -> faults.add(new Kill(service)));
        INFRASTRUCTURE.forEach(part -> faults.add(new Kill(part)));
        // The relay of order-service has the most to lose.
        faults.add(new KillRelay());
        faults.add(new Freeze(List.of(SERVICES.get(random.nextInt(SERVICES.size()))), seconds(random, 12, 25)));
        faults.add(new Freeze(List.of("order-service"), seconds(random, 12, 25)));
        faults.add(new Freeze(List.of(random.nextBoolean() ? "kafka" : "postgres"), seconds(random, 5, 20)));
        // Longer than its leases on mails, which are due again when it wakes with them in hand.
        faults.add(new Freeze(List.of("notification-service"), seconds(random, 65, 75)));
        // All members of all groups lose their membership at once: a full rebalance.
        faults.add(new Freeze(SERVICES, seconds(random, 12, 16)));
        faults.add(new Restart(SERVICES.get(random.nextInt(SERVICES.size()))));
        return faults;
    }

    private static Duration seconds(RandomGenerator random, int from, int to) {
        return Duration.ofSeconds(random.nextInt(from, to + 1));
    }

    private static void shuffle(List<Fault> faults, RandomGenerator random) {
        for (int last = faults.size() - 1; last > 0; last--) {
            faults.set(last, faults.set(random.nextInt(last + 1), faults.get(last)));
        }
    }
}
