package io.portline.order.portout;

/** Makes of a PIN what may be stored, and recognises it again. Slow on purpose. */
public interface PinKeeper {

    /** What to store: worthless for another tenant, and without our keys. */
    String protect(String tenantId, Pin pin);

    /** Whether it is the PIN that was protected. */
    boolean matches(String tenantId, Pin offered, String stored);

    /** Too many PINs are being looked at; nothing was found out about this one. */
    final class BusyException extends RuntimeException {
        public BusyException() {
            super("Too many PINs are being looked at");
        }
    }
}
