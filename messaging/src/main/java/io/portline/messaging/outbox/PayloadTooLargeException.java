package io.portline.messaging.outbox;

/** A message that no broker would take. Refused when it is written, because later it could only block its key. */
public class PayloadTooLargeException extends IllegalArgumentException {

    public PayloadTooLargeException(OutboxMessage message, int limit) {
        super(message + " is larger than the " + limit + " bytes that may be published");
    }
}
