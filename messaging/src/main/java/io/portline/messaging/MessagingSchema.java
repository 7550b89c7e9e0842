package io.portline.messaging;

import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.InitializingBean;

import javax.sql.DataSource;

/**
 * Creates messaging's own tables, with a history of its own, before the service's Flyway runs. Deliberately no bean of
 * type Flyway: Boot's would step back for it.
 */
public final class MessagingSchema implements InitializingBean {

    private final DataSource dataSource;

    MessagingSchema(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public void afterPropertiesSet() {
        Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/messaging")
                .table("messaging_schema_history")
                // Others have tables in the same schema.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
    }
}
