package io.portline.messaging.trace;

import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

import static org.assertj.core.api.Assertions.assertThat;

/** What the log says of an event or a timer in hand: {@code logging.pattern.correlation} and ECS print the logging context. */
class LoggedTracingTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";
    private static final String ORDER = "0192f0c1-2b3c-7d4e-8f50-617283940a1b";

    private final Tracing tracing = new LoggedTracing();

    @Test
    void namesTraceAndOrderWhileAnEventIsHandled() {
        try (var _ = tracing.handling("order-service.carrier-replies", "porting.carrier-reply.v1", ORDER, PARENT)) {
            assertThat(MDC.get("traceId")).isEqualTo(TRACE);
            assertThat(MDC.get("subject")).isEqualTo(ORDER);
        }
        assertThat(MDC.get("traceId")).isNull();
        assertThat(MDC.get("subject")).isNull();
    }

    @Test
    void namesTraceAndOrderWhileATimerRuns() {
        try (var _ = tracing.running("foc", ORDER, PARENT)) {
            assertThat(MDC.get("traceId")).isEqualTo(TRACE);
            assertThat(MDC.get("subject")).isEqualTo(ORDER);
        }
        assertThat(MDC.get("subject")).isNull();
    }
}
