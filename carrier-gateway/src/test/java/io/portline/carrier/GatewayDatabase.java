package io.portline.carrier;

import com.zaxxer.hikari.HikariDataSource;
import io.portline.infrastructure.LocalPostgres;
import io.portline.infrastructure.TestInfrastructure;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A database of the gateway's own tables, in the real PostgreSQL. */
public final class GatewayDatabase implements AutoCloseable {

    private final HikariDataSource source = new HikariDataSource();
    private final JdbcTransactionManager transactions;

    public GatewayDatabase() {
        LocalPostgres.Database database = TestInfrastructure.postgres().newDatabase("carrier_gateway");
        source.setJdbcUrl(database.jdbcUrl());
        source.setUsername(database.user());
        source.setPassword(database.password());
        source.setMaximumPoolSize(4);
        transactions = new JdbcTransactionManager(source);
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/carrier-gateway")
                .load()
                .migrate();
    }

    public JdbcClient jdbc() {
        return JdbcClient.create(source);
    }

    public JdbcTransactionManager transactions() {
        return transactions;
    }

    public void inTransaction(Runnable work) {
        new TransactionTemplate(transactions).executeWithoutResult(_ -> work.run());
    }

    @Override
    public void close() {
        source.close();
    }
}
