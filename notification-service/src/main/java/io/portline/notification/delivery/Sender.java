package io.portline.notification.delivery;

/** Hands deliveries to the outside, one at a time. */
public interface Sender {

    /** What the other side made of it. */
    sealed interface Outcome {
        /** It took it. */
        record Taken(String messageId) implements Outcome {}

        /** It refuses it and always will. */
        record RefusedForGood(String answer) implements Outcome {}

        /** It asks to come back with this one. */
        record TryAgain(String answer) implements Outcome {}

        /** It is not there at all, for this one or any other. */
        record Away(String answer) implements Outcome {}
    }

    /** Sends it once. */
    Outcome send(Delivery delivery, Contact contact);

    /** Lets go of the connection if there is one; it comes back by itself when needed. */
    void release();

    /** Gives each of those who send in parallel a sender of its own. */
    @FunctionalInterface
    interface Senders {
        Sender open();
    }
}
