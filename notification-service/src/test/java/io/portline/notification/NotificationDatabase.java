package io.portline.notification;

import io.portline.infrastructure.LocalPostgres;
import io.portline.infrastructure.TestInfrastructure;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

import javax.sql.DataSource;

/** A database of this service's own tables, new and empty. */
public final class NotificationDatabase {
    private NotificationDatabase() {}

    public static DataSource create(String name) {
        LocalPostgres.Database database = TestInfrastructure.postgres().newDatabase(name);
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(database.jdbcUrl());
        dataSource.setUser(database.user());
        dataSource.setPassword(database.password());
        Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/notification-service")
                .load()
                .migrate();
        return dataSource;
    }
}
