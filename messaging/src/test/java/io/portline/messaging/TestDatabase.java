package io.portline.messaging;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.portline.infrastructure.LocalPostgres;
import io.portline.infrastructure.TestInfrastructure;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A database of its own with messaging's tables in it, as a service has one. */
public final class TestDatabase implements AutoCloseable {

    private final LocalPostgres.Database database;
    private final HikariDataSource pool;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    private TestDatabase(LocalPostgres.Database database, String jdbcUrl) {
        this.database = database;
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(jdbcUrl);
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setMaximumPoolSize(10);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(1_000);
        this.pool = new HikariDataSource(config);
        this.jdbc = JdbcClient.create(pool);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(pool));
        new MessagingSchema(pool).afterPropertiesSet();
    }

    public static TestDatabase create(String name) {
        return createIn(TestInfrastructure.postgres(), name);
    }

    /** On a server of the test's own. */
    public static TestDatabase createIn(LocalPostgres postgres, String name) {
        LocalPostgres.Database database = postgres.newDatabase(name);
        return new TestDatabase(database, database.jdbcUrl());
    }

    /** Reached through another port, such as a proxy's. */
    public static TestDatabase createBehind(String name, int port) {
        LocalPostgres.Database database = TestInfrastructure.postgres().newDatabase(name);
        return new TestDatabase(database, through(database.jdbcUrl(), port));
    }

    private static String through(String jdbcUrl, int port) {
        return jdbcUrl.replace(":" + TestInfrastructure.postgres().port() + "/", ":" + port + "/");
    }

    public JdbcClient jdbc() {
        return jdbc;
    }

    public TransactionTemplate transaction() {
        return transaction;
    }

    public HikariDataSource pool() {
        return pool;
    }

    public String jdbcUrl() {
        return pool.getJdbcUrl();
    }

    public String user() {
        return database.user();
    }

    public String password() {
        return database.password();
    }

    /** Outside the pool; the caller closes it. */
    public Connection connection() throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }

    public long count(String sqlFromClause) {
        return jdbc.sql("SELECT count(*) FROM " + sqlFromClause)
                .query(Long.class)
                .single();
    }

    @Override
    public void close() {
        pool.close();
    }
}
