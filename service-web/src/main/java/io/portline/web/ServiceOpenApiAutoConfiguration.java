package io.portline.web;

import io.portline.web.etag.ExpectedRevision;
import io.portline.web.idempotency.RequestTransaction;
import io.portline.web.openapi.ConventionsCustomizer;
import io.portline.web.page.PageRequest;
import io.portline.web.tenant.Caller;
import io.portline.web.tenant.TenantScope;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

/** The OpenAPI 3.1 document at {@code /v3/api-docs}. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBooleanProperty(name = "springdoc.api-docs.enabled", matchIfMissing = true)
public final class ServiceOpenApiAutoConfiguration {

    static {
        // Arguments that no client sends as such.
        SpringDocUtils.getConfig()
                .addRequestWrapperToIgnore(
                        Caller.class,
                        TenantScope.class,
                        PageRequest.class,
                        ExpectedRevision.class,
                        RequestTransaction.class);
    }

    @Bean
    ConventionsCustomizer conventionsCustomizer() {
        return new ConventionsCustomizer();
    }

    @Bean
    @ConditionalOnMissingBean
    OpenAPI openApi(@Value("${spring.application.name:}") String name) {
        return new OpenAPI()
                .info(new Info()
                        .title("Portline " + name)
                        .version("v1")
                        .description(
                                "What holds for every operation (problems, pages, revisions, keys, languages) is in"
                                        + " docs/http-api.md."));
    }
}
