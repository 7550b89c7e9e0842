package io.portline.notification.delivery;

/** Hands a delivery to the outside. */
public interface Sender {

    /** What the other side made of it. */
    sealed interface Outcome {
        /** It took it. */
        record Taken(String messageId) implements Outcome {}

        /** It refuses it and always will. */
        record RefusedForGood(String answer) implements Outcome {}

        /** It does not answer, or asks to come back. */
        record TryAgain(String answer) implements Outcome {}
    }

    /** Sends it once. */
    Outcome send(Delivery delivery, Contact contact);
}
