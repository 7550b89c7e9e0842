package io.portline.messaging.inbox;

import io.portline.messaging.codec.CodecUnavailableException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;

/** Tells what is wrong with the world, and passes, from what is wrong with an event or its handler, and stays. */
final class Failures {

    /** Connection, rollback, resources, operator intervention, system; by class, the first two characters. */
    private static final Set<String> PASSING_SQL_CLASSES = Set.of("08", "40", "53", "57", "58");

    /** A database that is a read-only standby just now, a transaction that was idle for too long, and a lock that was not had. */
    private static final Set<String> PASSING_SQL_STATES = Set.of("25006", "25P03", "55P03");

    private Failures() {}

    static boolean passes(Throwable failure) {
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < 20; cause = cause.getCause(), depth++) {
            if (passesByItself(cause) || isOfTheRollback(cause)) {
                return true;
            }
        }
        return false;
    }

    /** A connection that is lost within a transaction cannot roll back either, and the failure of that hides what went before it. */
    private static boolean isOfTheRollback(Throwable failure) {
        return failure instanceof TransactionSystemException e
                && e.getApplicationException() != null
                && passes(e.getApplicationException());
    }

    private static boolean passesByItself(Throwable failure) {
        return switch (failure) {
            case NotYetException _,
                    InfrastructureUnavailableException _,
                    CodecUnavailableException _,
                    InboxConflictException _,
                    TransientDataAccessException _,
                    RecoverableDataAccessException _,
                    DataAccessResourceFailureException _,
                    CannotCreateTransactionException _,
                    SQLTransientException _,
                    SQLRecoverableException _,
                    SocketException _,
                    SocketTimeoutException _,
                    UnknownHostException _,
                    HttpTimeoutException _,
                    ClosedChannelException _,
                    InterruptedException _,
                    RetriableException _ -> true;
            case SQLException e -> passes(e.getSQLState());
            default -> false;
        };
    }

    private static boolean passes(@Nullable String sqlState) {
        return sqlState != null
                && sqlState.length() == 5
                && (PASSING_SQL_CLASSES.contains(sqlState.substring(0, 2)) || PASSING_SQL_STATES.contains(sqlState));
    }
}
