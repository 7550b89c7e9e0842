package io.portline.messaging.headers;

import org.junit.jupiter.api.Test;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HeadersTest {

    @Test
    void aBlockOfHeadersSurvivesTheRoundTrip() {
        Map<String, String> headers = Map.of("ce_time", "2026-12-01T10:00:00Z", "x", "a: b", "empty", "");
        assertThat(HeaderBlock.parse(HeaderBlock.format(headers))).isEqualTo(headers);
    }

    @Test
    void refusesAHeaderThatCouldSmuggleAnother() {
        assertThatThrownBy(() -> HeaderBlock.format(Map.of("a", "b\nc: d")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HeaderBlock.format(Map.of("a: b", "c"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sequencesSortAsText() {
        assertThat(CloudEventHeaders.sequence(9)).isLessThan(CloudEventHeaders.sequence(10));
        assertThat(CloudEventHeaders.sequence(Long.MAX_VALUE)).hasSize(19);
    }

    @Test
    void startsATraceWhereThereIsNone() {
        assertThat(TraceParent.current().header()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
        assertThat(TraceParent.parse("00-00-00-00")).isNull();
        assertThat(TraceParent.parse(null)).isNull();
    }

    @Test
    void continuesATraceUntilClosed() {
        String header = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        try (TraceParent.Scope _ = TraceParent.continuing(header)) {
            assertThat(TraceParent.current().traceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
            assertThat(TraceParent.current().spanId()).isNotEqualTo("b7ad6b7169203331");
        }
        assertThat(TraceParent.current().traceId()).isNotEqualTo("0af7651916cd43dd8448eb211c80319c");
    }
}
