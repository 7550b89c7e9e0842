package io.portline.messaging.time;

import java.time.Duration;
import java.time.Instant;

/** Converts between business time, which may run fast, and real time. */
public interface BusinessTime {

    /** The real instant from which on the business clock shows at least {@code business}. */
    Instant toReal(Instant business);

    /** What the business clock shows at a real instant. */
    Instant toBusiness(Instant real);

    /** How long a stretch of business time takes. */
    Duration toReal(Duration business);

    /** Business seconds per real second; 1 is real time. */
    double speed();
}
