package io.portline.web.client;

import io.portline.web.problem.ProblemException;
import io.portline.web.problem.ProblemType;
import io.portline.web.security.IssuerMetadata;
import io.portline.web.trace.TraceFilter;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.web.client.RestClient;

import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;

/** The one implementation of {@link ServiceClients}. */
public final class TokenServiceClients implements ServiceClients {

    private final Supplier<RestClient.Builder> builders;
    private final ClientHttpRequestFactory requests;
    private final Map<String, String> addresses;
    private final CallerToken callerToken;
    private final OwnTokens ownTokens;

    /**
     * @param builders gives a new builder each time
     * @param addresses the base address of each service
     */
    public TokenServiceClients(
            Supplier<RestClient.Builder> builders,
            ClientHttpRequestFactory requests,
            Map<String, String> addresses,
            CallerToken callerToken,
            IssuerMetadata issuer,
            ServiceClientSettings settings) {
        this.builders = builders;
        this.requests = requests;
        this.addresses = Map.copyOf(addresses);
        this.callerToken = callerToken;
        this.ownTokens = new OwnTokens(
                issuer,
                settings,
                RestClient.builder()
                        .requestFactory(requests)
                        .configureMessageConverters(converters -> converters
                                .addCustomConverter(new FormHttpMessageConverter())
                                .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
                        .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                        .build());
    }

    @Override
    public RestClient.Builder asCaller(String service) {
        return builder(service).requestInterceptor((request, body, execution) -> {
            String token = callerToken.current();
            if (token == null) {
                throw ProblemException.of(ProblemType.UNAUTHENTICATED);
            }
            request.getHeaders().setBearerAuth(token);
            return execution.execute(request, body);
        });
    }

    @Override
    public RestClient.Builder asService(String service) {
        return builder(service).requestInterceptor(new OwnTokenInterceptor(service));
    }

    private RestClient.Builder builder(String service) {
        String address = addresses.get(service);
        if (address == null) {
            throw new IllegalArgumentException("portline.services has no address for " + service);
        }
        return builders.get().baseUrl(address).requestFactory(requests).requestInitializer(request -> {
            HttpHeaders headers = request.getHeaders();
            headers.set(
                    HttpHeaders.ACCEPT_LANGUAGE, LocaleContextHolder.getLocale().toLanguageTag());
            String trace = TraceFilter.outgoing();
            if (trace != null && !headers.containsHeader(TraceFilter.HEADER)) {
                headers.set(TraceFilter.HEADER, trace);
            }
        });
    }

    private final class OwnTokenInterceptor implements ClientHttpRequestInterceptor {

        private final String service;

        OwnTokenInterceptor(String service) {
            this.service = service;
        }

        @Override
        public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
                throws IOException {
            request.getHeaders().setBearerAuth(ownTokens.tokenFor(service));
            ClientHttpResponse response = execution.execute(request, body);
            if (response.getStatusCode().value() != HttpStatus.UNAUTHORIZED.value()) {
                return response;
            }
            // The token may be older than the issuer's keys; a new one is tried once.
            response.close();
            ownTokens.forget(service);
            request.getHeaders().setBearerAuth(ownTokens.tokenFor(service));
            return execution.execute(request, body);
        }
    }
}
