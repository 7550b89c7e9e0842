package io.portline.dashboard.upstream.client;

import io.portline.dashboard.upstream.AccessTokens;
import io.portline.dashboard.upstream.Problem;
import io.portline.dashboard.upstream.Reply;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongFunction;

/** Calls one service in the user's name: own token, own language, bounded waiting. */
public final class ServiceCalls {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceCalls.class);

    private static final ParameterizedTypeReference<Map<String, Object>> OBJECT = new ParameterizedTypeReference<>() {};

    private final String service;
    private final RestClient client;
    private final RestClient streams;
    private final AccessTokens tokens;
    private final JsonMapper json;

    /**
     * @param client with the service's address and time-outs
     * @param streams the same with the time that a file may take on its way; nothing of it may be kept in memory
     */
    public ServiceCalls(String service, RestClient client, RestClient streams, AccessTokens tokens, JsonMapper json) {
        this.service = service;
        this.client = client;
        this.streams = streams;
        this.tokens = tokens;
        this.json = json;
    }

    public Reply get(String path, Object... variables) {
        return exchange(client.get().uri(path, variables));
    }

    /**
     * @param body JSON, or null for none
     * @param headers such as {@code Idempotency-Key} or {@code If-Match}
     */
    public Reply send(
            HttpMethod method,
            @Nullable Map<String, ?> body,
            Map<String, String> headers,
            String path,
            Object... variables) {
        RestClient.RequestBodySpec request = client.method(method).uri(path, variables);
        headers.forEach(request::header);
        if (body != null) {
            request.contentType(MediaType.APPLICATION_JSON).body(body);
        }
        return exchange(request);
    }

    /** Uploads one file as the part {@code file}, with plain fields beside it; it is read while it is sent. */
    public Reply upload(String path, String name, Resource content, Map<String, String> fields) {
        return upload(path, name, content, fields, Map.of());
    }

    /** The same with headers such as {@code Idempotency-Key}. */
    public Reply upload(
            String path, String name, Resource content, Map<String, String> fields, Map<String, String> headers) {
        HttpHeaders partHeaders = new HttpHeaders();
        partHeaders.setContentDispositionFormData("file", name);
        partHeaders.setContentType(MediaType.APPLICATION_OCTET_STREAM);
        MultiValueMap<String, Object> parts = new LinkedMultiValueMap<>();
        parts.add("file", new org.springframework.http.HttpEntity<>(content, partHeaders));
        fields.forEach(parts::add);
        RestClient.RequestBodySpec request = streams.post().uri(path);
        headers.forEach(request::header);
        return exchange(request.contentType(MediaType.MULTIPART_FORM_DATA).body(parts));
    }

    /** What a service makes of a body, as bytes; empty if it refuses or does not answer. */
    public Optional<byte[]> produce(Map<String, ?> body, MediaType type, String path, Object... variables) {
        try {
            return Optional.ofNullable(client.post()
                    .uri(path, variables)
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(body)
                    .headers(headers -> {
                        headers.setBearerAuth(tokens.ofUser());
                        headers.setAccept(List.of(type, MediaType.APPLICATION_PROBLEM_JSON));
                        headers.setAcceptLanguageAsLocales(List.of(LocaleContextHolder.getLocale()));
                    })
                    .exchange((_, response) -> response.getStatusCode().is2xxSuccessful()
                            ? response.getBody().readAllBytes()
                            : null));
        } catch (RestClientException | AccessTokens.TokensUnavailableException e) {
            LOG.warn("{} does not answer: {}", service, e.toString());
            return Optional.empty();
        }
    }

    /**
     * Passes on what a service streams, without holding it.
     *
     * @param begin is told how many bytes will come, or -1 where nobody knows
     * @return false if it refused, or failed before the first byte
     * @throws UncheckedIOException if it broke off in the middle; what was passed on so far must not look like all of it
     */
    public boolean stream(String path, LongFunction<OutputStream> begin, Object... variables) {
        AtomicBoolean begun = new AtomicBoolean();
        try {
            return Boolean.TRUE.equals(streams.get()
                    .uri(path, variables)
                    .headers(headers -> {
                        headers.setBearerAuth(tokens.ofUser());
                        headers.setAcceptLanguageAsLocales(List.of(LocaleContextHolder.getLocale()));
                    })
                    .exchange((_, response) -> {
                        if (!response.getStatusCode().is2xxSuccessful()) {
                            return false;
                        }
                        long length = response.getHeaders().getContentLength();
                        InputStream content = response.getBody();
                        begun.set(true);
                        content.transferTo(begin.apply(length));
                        return true;
                    }));
        } catch (RestClientException | AccessTokens.TokensUnavailableException e) {
            if (begun.get()) {
                throw new UncheckedIOException(new IOException("Broken off: " + service, e));
            }
            LOG.warn("{} does not answer: {}", service, e.toString());
            return false;
        }
    }

    private Reply exchange(RestClient.RequestHeadersSpec<?> request) {
        try {
            return request.headers(headers -> {
                        headers.setBearerAuth(tokens.ofUser());
                        headers.setAccept(List.of(MediaType.APPLICATION_JSON, MediaType.APPLICATION_PROBLEM_JSON));
                        headers.setAcceptLanguageAsLocales(List.of(LocaleContextHolder.getLocale()));
                    })
                    .exchangeForRequiredValue((_, response) -> reply(response));
        } catch (RestClientException | AccessTokens.TokensUnavailableException e) {
            LOG.warn("{} does not answer: {}", service, e.toString());
            return new Reply.Unavailable();
        }
    }

    private Reply reply(RestClient.RequestHeadersSpec.ConvertibleClientHttpResponse response) throws IOException {
        HttpStatusCode status = response.getStatusCode();
        if (status.is2xxSuccessful()) {
            Map<String, Object> body = response.getHeaders().getContentType() == null ? null : response.bodyTo(OBJECT);
            return new Reply.Done(
                    body == null ? Map.of() : body, response.getHeaders().getETag());
        }
        if (status.is5xxServerError() || status.value() == 401) {
            LOG.warn("{} answers {}", service, status.value());
            return new Reply.Unavailable();
        }
        return new Reply.Refused(problem(status.value(), response));
    }

    private Problem problem(int status, ClientHttpResponse response) throws IOException {
        try {
            ProblemBody body = json.readValue(response.getBody(), ProblemBody.class);
            List<Problem.Fault> faults = new ArrayList<>();
            for (FaultBody fault : body.errors() == null ? List.<FaultBody>of() : body.errors()) {
                String code = fault.code();
                String text = fault.detail() != null ? fault.detail() : code;
                faults.add(new Problem.Fault(
                        fault.pointer() == null ? "" : fault.pointer(), code, text == null ? "" : text));
            }
            String type = body.type() == null ? "" : body.type().toString();
            // A refused action names the order's own status beside the HTTP status, under a name that may not be
            // "status".
            Object orderStatus = body.more().get("orderStatus");
            return new Problem(
                    status,
                    type,
                    body.title(),
                    body.detail(),
                    faults,
                    orderStatus == null ? null : orderStatus.toString());
        } catch (JacksonException e) {
            return new Problem(status, "", null, null, List.of(), null);
        }
    }

    private record FaultBody(
            @Nullable String pointer,
            @Nullable String code,
            @Nullable String detail) {}

    private record ProblemBody(
            @Nullable URI type,
            @Nullable String title,
            @Nullable String detail,
            @Nullable List<FaultBody> errors,
            @com.fasterxml.jackson.annotation.JsonAnySetter Map<String, Object> more) {}
}
