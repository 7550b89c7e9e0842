package io.portline.order.portorder;

import java.util.List;
import java.util.function.UnaryOperator;

/** What a command leads to. A refusal too may come with something that happened: that the order had become locked by then. */
public sealed interface Decision {

    /** The order afterwards. */
    PortOrder order();

    /** What happened, in order; empty if nothing did. */
    List<Happened> happened();

    /**
     * The command took effect, was kept, or had none.
     *
     * @param requests to the carrier, in order
     * @param created orders that came of it: the numbers that did not move
     */
    record Accepted(PortOrder order, List<Happened> happened, List<RequestToCarrier> requests, List<Created> created)
            implements Decision {
        public Accepted {
            happened = List.copyOf(happened);
            requests = List.copyOf(requests);
            created = List.copyOf(created);
        }

        /** With every created order changed; for what the rules cannot do, such as encrypting. */
        public Accepted mapCreated(UnaryOperator<PortOrder> change) {
            return new Accepted(
                    order,
                    happened,
                    requests,
                    created.stream().map(c -> c.map(change)).toList());
        }
    }

    /** The command was refused. */
    record Refused(PortOrder order, List<Happened> happened, Refusal refusal) implements Decision {
        public Refused {
            happened = List.copyOf(happened);
        }
    }

    /** A new order with its first events. */
    record Created(PortOrder order, List<Happened> happened) {
        public Created {
            happened = List.copyOf(happened);
        }

        Created map(UnaryOperator<PortOrder> change) {
            return new Created(
                    change.apply(order),
                    happened.stream()
                            .map(h -> new Happened(h.event(), h.by(), h.at(), h.from(), change.apply(h.after())))
                            .toList());
        }
    }
}
