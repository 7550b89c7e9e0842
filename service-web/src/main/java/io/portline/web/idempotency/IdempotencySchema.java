package io.portline.web.idempotency;

import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.InitializingBean;

import javax.sql.DataSource;

/** Brings the table of keys into the service's own database, with a history of its own beside the service's. */
public final class IdempotencySchema implements InitializingBean {

    private static final String HISTORY = "service_web_schema_history";

    private final DataSource dataSource;

    public IdempotencySchema(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public void afterPropertiesSet() {
        Flyway.configure()
                .dataSource(dataSource)
                .table(HISTORY)
                .locations("classpath:db/service-web")
                // The service's tables are there already; ours start at nothing.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
    }
}
