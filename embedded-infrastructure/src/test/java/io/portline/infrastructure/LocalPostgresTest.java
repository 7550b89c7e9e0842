package io.portline.infrastructure;

import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LocalPostgresTest {
    private final LocalPostgres postgres = TestInfrastructure.postgres();

    @Test
    void isDurableAndOfVersion18() throws Exception {
        LocalPostgres.Database database = postgres.newDatabase("settings");
        assertThat(ask(database, "SHOW fsync")).isEqualTo("on");
        assertThat(ask(database, "SHOW synchronous_commit")).isEqualTo("on");
        assertThat(ask(database, "SHOW server_version")).startsWith("18.");
    }

    @Test
    void givesAnotherDatabaseWithItsOwnOwnerEachTime() throws Exception {
        LocalPostgres.Database one = postgres.newDatabase("orders");
        LocalPostgres.Database other = postgres.newDatabase("orders");
        execute(one, "CREATE TABLE t (id int)");
        assertThat(ask(other, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"))
                .isEqualTo("0");
        assertThat(ask(one, "SELECT current_user")).isEqualTo(one.name());
    }

    @Test
    void refusesAWrongPassword() {
        LocalPostgres.Database database = postgres.newDatabase("guarded");
        assertThatThrownBy(() -> DriverManager.getConnection(database.jdbcUrl(), database.user(), "wrong"))
                .isInstanceOf(SQLException.class);
    }

    @Test
    void keepsCommittedRowsWhenKilledAndStartedAgain() throws Exception {
        LocalPostgres.Database database = postgres.newDatabase("killed");
        execute(database, "CREATE TABLE t (id int)");
        execute(database, "INSERT INTO t VALUES (42)");
        postgres.kill();
        postgres.start();
        assertThat(ask(database, "SELECT id FROM t")).isEqualTo("42");
    }

    @Test
    void answersNothingWhileFrozen() throws Exception {
        LocalPostgres.Database database = postgres.newDatabase("frozen");
        postgres.freeze();
        try {
            Properties impatient = new Properties();
            impatient.setProperty("user", database.user());
            impatient.setProperty("password", database.password());
            impatient.setProperty("loginTimeout", "1");
            assertThatThrownBy(() -> DriverManager.getConnection(database.jdbcUrl(), impatient))
                    .isInstanceOf(SQLException.class);
        } finally {
            postgres.thaw();
        }
        assertThat(ask(database, "SELECT 1")).isEqualTo("1");
    }

    @Test
    void breaksSessionsThroughACutProxy() throws Exception {
        LocalPostgres.Database database = postgres.newDatabase("cut");
        try (CuttableProxy proxy = CuttableProxy.to(postgres.port())) {
            String url = "jdbc:postgresql://localhost:%d/%s".formatted(proxy.port(), database.name());
            try (Connection connection = DriverManager.getConnection(url, database.user(), database.password());
                    Statement statement = connection.createStatement()) {
                proxy.cut();
                assertThatThrownBy(() -> statement.execute("SELECT 1")).isInstanceOf(SQLException.class);
            }
            assertThatThrownBy(() -> DriverManager.getConnection(url, database.user(), database.password()))
                    .isInstanceOf(SQLException.class);
            proxy.restore();
            try (Connection connection = DriverManager.getConnection(url, database.user(), database.password())) {
                assertThat(connection.isValid(5)).isTrue();
            }
        }
    }

    @Test
    void setsThePasswordOfAnExistingDatabaseAnew() throws Exception {
        LocalPostgres.Database first = postgres.createDatabase("renewed", "old");
        execute(first, "CREATE TABLE t (id int)");
        LocalPostgres.Database second = postgres.createDatabase("renewed", "new");
        assertThat(ask(second, "SELECT count(*) FROM t")).isEqualTo("0");
        assertThatThrownBy(() -> ask(first, "SELECT 1")).isInstanceOf(SQLException.class);
    }

    private static void execute(LocalPostgres.Database database, String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(LocalPostgres.Database database, String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
