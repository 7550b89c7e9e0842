package io.portline.carrier.portout;

/** How far a port-out is. */
public enum PortOutStatus {
    /** The call got no answer; made again with the same key it goes on. */
    UNANSWERED,
    REQUESTED,
    APPROVED,
    REJECTED,
    COMPLETED,
    CANCELLED,
    /** One that a newer order-service knows and we do not. */
    UNKNOWN;

    /** The status of a name that came from elsewhere. */
    public static PortOutStatus of(String name) {
        for (PortOutStatus status : values()) {
            if (status.name().equals(name)) {
                return status;
            }
        }
        return UNKNOWN;
    }
}
