package io.portline.order;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

import javax.sql.DataSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Every statement that the service sends to its database by its pool, as text, and its commits. */
public final class StatementCount {

    private static final Set<String> EXECUTIONS =
            Set.of("execute", "executeQuery", "executeUpdate", "executeLargeUpdate");

    private final List<Sent> statements = new CopyOnWriteArrayList<>();

    /** A statement and the thread that sent it. */
    private record Sent(String thread, String sql) {}

    /** What threads of that name sent since the last {@link #forget()}, except db-scheduler's own polling. */
    public List<String> by(String thread) {
        return statements.stream()
                .filter(sent -> sent.thread().contains(thread))
                .map(Sent::sql)
                .filter(StatementCount::isOurs)
                .toList();
    }

    public void forget() {
        statements.clear();
    }

    private static boolean isOurs(String sql) {
        return !sql.contains("scheduled_tasks") || sql.startsWith("INSERT INTO scheduled_tasks AS task");
    }

    private DataSource counting(DataSource source) {
        return (DataSource) Proxy.newProxyInstance(
                StatementCount.class.getClassLoader(),
                source.getClass().getInterfaces().length == 0
                        ? new Class<?>[] {DataSource.class, AutoCloseable.class}
                        : new Class<?>[] {DataSource.class},
                (_, method, arguments) -> {
                    Object result = invoke(source, method, arguments);
                    return result instanceof Connection connection ? counting(connection) : result;
                });
    }

    private Connection counting(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                StatementCount.class.getClassLoader(), new Class<?>[] {Connection.class}, (_, method, arguments) -> {
                    Object result = invoke(connection, method, arguments);
                    return result instanceof PreparedStatement statement && arguments != null
                            ? counting(statement, (String) arguments[0])
                            : result;
                });
    }

    private PreparedStatement counting(PreparedStatement statement, String sql) {
        return (PreparedStatement) Proxy.newProxyInstance(
                StatementCount.class.getClassLoader(),
                new Class<?>[] {PreparedStatement.class},
                (_, method, arguments) -> {
                    if (EXECUTIONS.contains(method.getName())) {
                        statements.add(new Sent(Thread.currentThread().getName(), sql.strip()));
                    }
                    return invoke(statement, method, arguments);
                });
    }

    private static Object invoke(Object target, java.lang.reflect.Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** Puts itself between the service and its pool. */
    @TestConfiguration(proxyBeanMethods = false)
    static class Counting {
        @Bean
        static StatementCount statementCount() {
            return new StatementCount();
        }

        @Bean
        static BeanPostProcessor countStatements(StatementCount count) {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof DataSource source ? count.counting(source) : bean;
                }
            };
        }
    }
}
