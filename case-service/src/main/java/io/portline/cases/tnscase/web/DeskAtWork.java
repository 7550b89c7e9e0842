package io.portline.cases.tnscase.web;

import io.portline.cases.tnscase.CaseService;
import io.portline.web.tenant.Callers;
import io.portline.web.tenant.Role;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Notices who works at the desk, so that cases can be given to them: once for each agent, name and process. */
@Component
class DeskAtWork implements HandlerInterceptor, WebMvcConfigurer {

    private final CaseService service;
    private final Map<String, String> names = new ConcurrentHashMap<>();

    DeskAtWork(CaseService service) {
        this.service = service;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/api/**");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        Callers.current()
                .filter(caller -> caller.is(Role.DESK_AGENT))
                .filter(caller -> !caller.displayName().equals(names.get(caller.subject())))
                .ifPresent(caller -> {
                    service.seen(Parties.desk(caller));
                    names.put(caller.subject(), caller.displayName());
                });
        return true;
    }
}
