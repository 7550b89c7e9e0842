package io.portline.order.portout.persistence;

import io.portline.order.portout.TenantCountries;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Tenants' countries in PostgreSQL, written once per process and tenant and whenever a token says otherwise. */
@Component
public final class JdbcTenantCountries implements TenantCountries {

    private final JdbcClient jdbc;
    private final Map<String, String> written = new ConcurrentHashMap<>();

    public JdbcTenantCountries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void seen(String tenantId, String country) {
        if (!country.equals(written.get(tenantId))) {
            jdbc.sql(PortOutSql.SEEN)
                    .param("tenant", tenantId)
                    .param("country", country)
                    .update();
            written.put(tenantId, country);
        }
    }
}
