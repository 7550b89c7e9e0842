package io.portline.order.portout;

import java.util.List;

/** What a command leads to. A refusal too may come with something that happened: that the numbers had left by then. */
public sealed interface PortOutDecision {

    /** Afterwards. */
    PortOut portOut();

    /** What happened, in order; empty if nothing did. */
    List<PortOutHappened> happened();

    /** It took effect, or had none. */
    record Accepted(PortOut portOut, List<PortOutHappened> happened) implements PortOutDecision {
        public Accepted {
            happened = List.copyOf(happened);
        }
    }

    /** The status forbids it. */
    record Refused(PortOut portOut, List<PortOutHappened> happened) implements PortOutDecision {
        public Refused {
            happened = List.copyOf(happened);
        }
    }
}
