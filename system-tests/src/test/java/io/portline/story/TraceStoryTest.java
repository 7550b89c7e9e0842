package io.portline.story;

import io.portline.local.demo.DemoOrder;
import io.portline.local.demo.DemoOrder.Place;
import io.portline.local.demo.DemoOrder.Turn;
import io.portline.local.demo.PortlineApi;
import io.portline.schemas.PortOrderStatus;
import io.portline.story.OtlpReceiver.Span;
import io.portline.story.RunningStack.Submitted;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** One trace from the request to the mail. */
class TraceStoryTest {
    private final RunningStack portline = RunningStack.shared();

    @Test
    void joinsTheRequestTheEventsOfEveryServiceAndTheMailInOneTrace() {
        Submitted order;
        try (PortlineApi contoso = portline.apiOf("contoso")) {
            order = portline.submit(
                    contoso, new DemoOrder("trace", Place.PARIS, "fr-hexatel", "FOC-PT30H", Turn.NOTHING, "", "fr"), 1);
        }
        portline.awaitStatus(order, PortOrderStatus.TRANSFER_APPROVED);
        String trace = await("the trace of " + order.number())
                .atMost(RunningStack.PATIENCE)
                .until(() -> traceOf(order), found -> found.isPresent())
                .orElseThrow();

        await("every station of it")
                .atMost(RunningStack.PATIENCE)
                .untilAsserted(() -> assertThat(stations(trace))
                        .contains(
                                "order-service http post /api/v1/port-orders",
                                "order-service publish porting.port-order-status.v1",
                                "notification-service process porting.port-order-status.v1",
                                "dashboard process porting.port-order-status.v1",
                                "notification-service timer delivery"));
        // Services tell of their spans every few seconds, each on its own.
        await("every span but the first is caused by another")
                .atMost(RunningStack.PATIENCE)
                .untilAsserted(() -> {
                    List<Span> spans = portline.traces().of(trace);
                    Set<String> ids = spans.stream().map(Span::id).collect(Collectors.toSet());
                    assertThat(spans)
                            .filteredOn(span -> !ids.contains(span.parentId()))
                            .extracting(Span::name)
                            .containsExactly("http post /api/v1/port-orders");
                });
    }

    /** By the key of the first record that was published about it. */
    private Optional<String> traceOf(Submitted order) {
        return portline.traces().about(order.id());
    }

    private Set<String> stations(String trace) {
        return portline.traces().of(trace).stream()
                .map(span -> span.service() + " " + span.name())
                .collect(Collectors.toSet());
    }
}
