package io.portline.order.portout.web;

import io.portline.order.portout.TenantCountries;
import io.portline.web.tenant.Callers;
import io.portline.web.tenant.TenantScope;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Notes where tenants are, as their own tokens say: a winning carrier's request about a tenant comes without one. First of all interceptors, so
 * that it is in no other request's transaction.
 */
@Component
class TenantCountryNote implements HandlerInterceptor, WebMvcConfigurer {

    private final TenantCountries countries;

    TenantCountryNote(TenantCountries countries) {
        this.countries = countries;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).order(Ordered.HIGHEST_PRECEDENCE);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        Callers.current().ifPresent(caller -> {
            String country = caller.tenantCountry();
            if (country != null && caller.scope() instanceof TenantScope.OneTenant(String tenantId)) {
                countries.seen(tenantId, country);
            }
        });
        return true;
    }
}
