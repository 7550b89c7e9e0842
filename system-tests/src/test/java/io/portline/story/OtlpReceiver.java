package io.portline.story;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** A small receiver of OTLP over HTTP: keeps the spans that services tell of. */
public final class OtlpReceiver {
    private final HttpServer server;
    private final ConcurrentLinkedQueue<Span> spans = new ConcurrentLinkedQueue<>();

    /** A span, ids in hexadecimal; an empty parent begins a trace. */
    public record Span(String service, String traceId, String id, String parentId, String name, Set<String> tags) {}

    private OtlpReceiver(HttpServer server) {
        this.server = server;
    }

    static OtlpReceiver start() throws IOException {
        OtlpReceiver receiver =
                new OtlpReceiver(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        receiver.server.createContext("/v1/traces", exchange -> {
            try (exchange) {
                ExportTraceServiceRequest.parseFrom(exchange.getRequestBody())
                        .getResourceSpansList()
                        .forEach(receiver::keep);
                exchange.sendResponseHeaders(200, -1);
            }
        });
        receiver.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        receiver.server.start();
        return receiver;
    }

    String address() {
        return "http://localhost:%d/v1/traces".formatted(server.getAddress().getPort());
    }

    /** The spans of a trace that have come so far. */
    public List<Span> of(String traceId) {
        return spans.stream().filter(span -> span.traceId().equals(traceId)).toList();
    }

    /** The trace of the first span that names this order or case. */
    public Optional<String> about(String subject) {
        return spans.stream()
                .filter(span -> span.tags().contains(subject))
                .map(Span::traceId)
                .findFirst();
    }

    private void keep(ResourceSpans told) {
        String service = told.getResource().getAttributesList().stream()
                .filter(attribute -> attribute.getKey().equals("service.name"))
                .map(attribute -> attribute.getValue().getStringValue())
                .findFirst()
                .orElse("");
        told.getScopeSpansList()
                .forEach(scope -> scope.getSpansList()
                        .forEach(span -> spans.add(new Span(
                                service,
                                hex(span.getTraceId().toByteArray()),
                                hex(span.getSpanId().toByteArray()),
                                hex(span.getParentSpanId().toByteArray()),
                                span.getName(),
                                span.getAttributesList().stream()
                                        .map(attribute -> attribute.getValue().getStringValue())
                                        .collect(Collectors.toSet())))));
    }

    private static String hex(byte[] id) {
        return HexFormat.of().formatHex(id);
    }
}
