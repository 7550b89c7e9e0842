package io.portline.carrier.portout.client;

import io.portline.carrier.portout.NumberGuard;
import io.portline.carrier.portout.PortOutOutcome;
import io.portline.carrier.portout.PortOutRequest;
import io.portline.carrier.portout.PortOutStatus;
import io.portline.web.problem.ProblemType;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Asks order-service, in the gateway's own name. A service that is away is the caller's 503. */
public final class OrderServiceGuard implements NumberGuard {

    private static final String KEY_OF_ANOTHER =
            ProblemType.IDEMPOTENCY_CONFLICT.uri().toString();

    private final RestClient orderService;
    private final CallKeys keys;

    public OrderServiceGuard(RestClient orderService, CallKeys keys) {
        this.orderService = orderService;
        this.keys = keys;
    }

    private record Body(
            UUID requestId,
            String winningCarrierId,
            String winningCarrierName,
            List<String> numbers,
            @Nullable String pin,
            String requestedPortDate,
            @Nullable String zone) {

        /** Without the PIN. */
        @Override
        public String toString() {
            return "Body[" + requestId + "]";
        }
    }

    @Override
    public PortOutOutcome ask(PortOutRequest request, String carrierName, @Nullable String pin) {
        ZoneId zone = request.zone();
        JsonNode answer = post(
                "/api/v1/port-out-requests",
                request.id().toString(),
                new Body(
                        request.id(),
                        request.carrierId(),
                        carrierName,
                        request.numbers(),
                        pin,
                        request.requested().toString(),
                        zone == null ? null : zone.getId()));
        if (answer == null || !answer.path("status").isString()) {
            throw new RestClientException("order-service answered without a status");
        }
        return outcome(answer);
    }

    @Override
    public PortOutOutcome cancel(PortOutOutcome asked, UUID portOutId) {
        JsonNode answer = post("/api/v1/port-out-requests/" + portOutId + "/cancel", portOutId + "/cancel", null);
        // Who cancelled knows what; the answer need say no more than that it is done.
        PortOutStatus status = answer != null && answer.path("status").isString()
                ? PortOutStatus.of(answer.path("status").asString())
                : PortOutStatus.CANCELLED;
        return new PortOutOutcome(portOutId, asked.number(), status, asked.reasonCodes(), null, null);
    }

    private @Nullable JsonNode post(String path, String call, @Nullable Body body) {
        RestClient.RequestBodySpec post = orderService
                .post()
                .uri(path)
                .header("Idempotency-Key", "\"" + keys.of(call) + "\"")
                .accept(MediaType.APPLICATION_JSON, MediaType.APPLICATION_PROBLEM_JSON);
        if (body != null) {
            post.contentType(MediaType.APPLICATION_JSON).body(body);
        }
        try {
            return post.retrieve().body(JsonNode.class);
        } catch (HttpClientErrorException refused) {
            throw refused(refused);
        }
    }

    /** What is wrong with our access, and not with the request, is no refusal: it is as if order-service were away. */
    private static RuntimeException refused(HttpClientErrorException refused) {
        int status = refused.getStatusCode().value();
        return switch (status) {
            case 400, 404, 409, 422 -> {
                String problem = refused.getResponseBodyAsString();
                yield new Refused(status, problem, status == 409 || problem.contains(KEY_OF_ANOTHER));
            }
            default -> refused;
        };
    }

    private static PortOutOutcome outcome(JsonNode answer) {
        List<String> codes = new ArrayList<>();
        for (JsonNode reason : answer.path("reasons")) {
            codes.add(reason.path("code").asString());
        }
        return new PortOutOutcome(
                answer.path("id").isString() ? UUID.fromString(answer.path("id").asString()) : null,
                answer.path("number").isString() ? answer.path("number").asString() : null,
                PortOutStatus.of(answer.path("status").asString()),
                codes,
                instant(answer.path("completesAt")),
                instant(answer.path("lockedUntil")));
    }

    /** An instant, or a local date with its instant. */
    private static @Nullable Instant instant(JsonNode value) {
        JsonNode text = value.isObject() ? value.path("instant") : value;
        return text.isString() ? Instant.parse(text.asString()) : null;
    }
}
