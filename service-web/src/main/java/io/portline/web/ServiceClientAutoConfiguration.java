package io.portline.web;

import io.portline.web.client.CallerToken;
import io.portline.web.client.ServiceClientSettings;
import io.portline.web.client.ServiceClients;
import io.portline.web.client.TokenServiceClients;
import io.portline.web.security.IssuerMetadata;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.AbstractOAuth2TokenAuthenticationToken;
import org.springframework.web.client.RestClient;

import java.net.http.HttpClient;
import java.util.Map;

/** Calls to the other services. */
@AutoConfiguration(after = {ServiceSecurityAutoConfiguration.class, RestClientAutoConfiguration.class})
@ConditionalOnBean(IssuerMetadata.class)
@EnableConfigurationProperties(ServiceClientSettings.class)
public final class ServiceClientAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    CallerToken callerToken() {
        return () -> SecurityContextHolder.getContext().getAuthentication()
                        instanceof AbstractOAuth2TokenAuthenticationToken<?> caller
                ? caller.getToken().getTokenValue()
                : null;
    }

    @Bean
    @ConditionalOnMissingBean
    ServiceClients serviceClients(
            ObjectProvider<RestClient.Builder> builders,
            Environment environment,
            CallerToken callerToken,
            IssuerMetadata issuer,
            ServiceClientSettings settings) {
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
                .connectTimeout(settings.connectTimeout())
                // Plain HTTP/1.1: an upgrade to HTTP/2 costs a round trip that none of our services needs.
                .version(HttpClient.Version.HTTP_1_1)
                .build());
        requests.setReadTimeout(settings.readTimeout());
        Map<String, String> addresses = Binder.get(environment)
                .bind("portline.services", Bindable.mapOf(String.class, String.class))
                .orElse(Map.of());
        return new TokenServiceClients(builders::getObject, requests, addresses, callerToken, issuer, settings);
    }
}
