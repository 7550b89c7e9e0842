package io.portline.messaging.outbox;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Opens the relay's own connections. Outside the pool: the lock lives as long as its session, and no longer. */
@FunctionalInterface
public interface RelayConnections {

    Connection open() throws SQLException;

    /** To PostgreSQL, with timeouts that notice a network that swallows everything. */
    static RelayConnections to(String jdbcUrl, @Nullable String user, @Nullable String password) {
        return () -> {
            Properties properties = new Properties();
            if (user != null) {
                properties.setProperty("user", user);
            }
            if (password != null) {
                properties.setProperty("password", password);
            }
            properties.setProperty("ApplicationName", "portline-relay");
            properties.setProperty("connectTimeout", "5");
            properties.setProperty("loginTimeout", "5");
            properties.setProperty("socketTimeout", "15");
            properties.setProperty("tcpKeepAlive", "true");
            return DriverManager.getConnection(jdbcUrl, properties);
        };
    }
}
