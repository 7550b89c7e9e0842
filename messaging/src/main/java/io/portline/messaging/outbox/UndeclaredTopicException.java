package io.portline.messaging.outbox;

/** A message for a topic that this service does not declare as its own: a topic has one writer. */
public class UndeclaredTopicException extends IllegalArgumentException {

    public UndeclaredTopicException(String topic) {
        super("This service declares no topic " + topic + " (add a TopicDeclaration bean)");
    }
}
