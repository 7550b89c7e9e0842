package io.portline.carrier.carrierorder.persistence;

import io.portline.carrier.carrierorder.Answer;
import io.portline.carrier.carrierorder.CarrierOrder;
import io.portline.carrier.carrierorder.CarrierOrder.Status;
import io.portline.carrier.carrierorder.CarrierOrders;
import io.portline.carrier.carrierorder.CarrierReply;
import io.portline.carrier.carrierorder.CarrierRequest;
import io.portline.carrier.carrierorder.CarrierRequest.Kind;
import io.portline.carrier.carrierorder.Inquiry;
import io.portline.carrier.carrierorder.PortDetails;
import io.portline.messaging.outbox.Outbox;
import io.portline.numbering.LocalMoment;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Orders and requests in PostgreSQL. Whatever changes an order or publishes about it holds the order's row of {@code carrier_reply_version}:
 * so its replies are versioned without gaps and no two of them pass each other.
 */
@Repository
public class JdbcCarrierOrders implements CarrierOrders {

    private static final String LOCK_OR_BEGIN = """
            INSERT INTO carrier_reply_version (order_id) VALUES (:orderId)
            ON CONFLICT (order_id) DO UPDATE SET version = carrier_reply_version.version""";

    private static final String LOCK = """
            SELECT version FROM carrier_reply_version WHERE order_id = :orderId FOR UPDATE""";

    private static final String ADD_REQUEST = """
            INSERT INTO carrier_request (request_id, order_id, attempt, kind, carrier_id, request, received_at)
            VALUES (:requestId, :orderId, :attempt, :kind, :carrierId, :request::jsonb, :receivedAt)
            ON CONFLICT (request_id) DO NOTHING""";

    private static final String BEGIN_ORDER = """
            WITH earlier AS (
                UPDATE carrier_order SET status = 'SUPERSEDED', revision = revision + 1
                WHERE order_id = :orderId AND attempt < :attempt AND status = 'RECEIVED'
            )
            INSERT INTO carrier_order (order_id, attempt, carrier_id, status, port, requested_local, requested_zone, requested_at)
            VALUES (:orderId, :attempt, :carrierId,
                    CASE WHEN EXISTS (SELECT FROM carrier_order WHERE order_id = :orderId AND attempt > :attempt)
                         THEN 'SUPERSEDED' ELSE 'RECEIVED' END,
                    :port::jsonb, :requestedLocal, :requestedZone, :requestedAt)
            ON CONFLICT (order_id, attempt) DO NOTHING""";

    private static final String FIND_ORDER = """
            SELECT *, (SELECT max(attempt) FROM carrier_order WHERE order_id = :orderId) AS latest_attempt
            FROM carrier_order WHERE order_id = :orderId AND attempt = :attempt""";

    private static final String LATEST_ATTEMPT = """
            SELECT coalesce(max(attempt), 0) FROM carrier_order WHERE order_id = :orderId""";

    private static final String NEXT_APPOINTMENT = """
            UPDATE carrier_request SET wake = wake + 1, next_at = :at, held = false
            WHERE request_id = :requestId AND open
            RETURNING wake""";

    /** Once answered, nobody needs the passcode, sealed as it is. */
    private static final String CLOSE = """
            UPDATE carrier_request
            SET open = false, held = false, next_at = NULL, answered = answered + :spoken, request = request #- '{port,passcode}'
            WHERE request_id = :requestId""";

    private static final String FIND_DUE = """
            SELECT request, answered, received_at FROM carrier_request
            WHERE request_id = :requestId AND wake = :wake AND open""";

    /** Shared lock: resuming waits until every request that was found paused is marked as held. */
    private static final String PAUSED = """
            SELECT paused FROM carrier_switch WHERE carrier_id = :carrierId FOR SHARE""";

    private static final String HOLD = """
            UPDATE carrier_request SET held = true WHERE request_id = :requestId AND wake = :wake""";

    private static final String STILL_DUE = """
            SELECT count(*) FROM carrier_request WHERE request_id = :requestId AND wake = :wake AND open""";

    private static final String REVISION = """
            SELECT revision FROM carrier_order WHERE order_id = :orderId AND attempt = :attempt""";

    private static final String CHANGE_ORDER = """
            UPDATE carrier_order
            SET status = :status, foc_local = :focLocal, foc_zone = :focZone, foc_at = :focAt, activated = :activated,
                revision = revision + 1
            WHERE order_id = :orderId AND attempt = :attempt AND revision = :revision""";

    private static final String RAISE_VERSION = """
            UPDATE carrier_reply_version SET version = version + 1 WHERE order_id = :orderId AND version = :version""";

    private static final String SPOKEN = """
            UPDATE carrier_request SET answered = answered + 1, request = request #- '{port,passcode}'
            WHERE request_id = :requestId""";

    /** The stored form is this class's own business, whatever the web API is set to. */
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Outbox outbox;
    private final CarrierReplyEvents events;
    private final Appointments appointments;

    public JdbcCarrierOrders(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            Outbox outbox,
            CarrierReplyEvents events,
            Appointments appointments) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.outbox = outbox;
        this.events = events;
        this.appointments = appointments;
    }

    @Override
    public Optional<Inquiry> take(CarrierRequest request, Instant receivedAt) {
        jdbc.sql(LOCK_OR_BEGIN).param("orderId", request.orderId()).update();
        int added = jdbc.sql(ADD_REQUEST)
                .param("requestId", request.id())
                .param("orderId", request.orderId())
                .param("attempt", request.attempt())
                .param("kind", request.kind().name())
                .param("carrierId", request.carrierId())
                .param("request", JSON.writeValueAsString(request))
                .param("receivedAt", timestamp(receivedAt))
                .update();
        if (added == 0) {
            return Optional.empty();
        }
        if (request.kind() == Kind.PORT) {
            begin(request);
        }
        return Optional.of(inquiry(request, 0, receivedAt, receivedAt));
    }

    private void begin(CarrierRequest request) {
        CarrierOrder order = CarrierOrder.received(request);
        jdbc.sql(BEGIN_ORDER)
                .param("orderId", order.orderId())
                .param("attempt", order.attempt())
                .param("carrierId", order.carrierId())
                .param("port", JSON.writeValueAsString(order.port()))
                .param("requestedLocal", order.requested().local())
                .param("requestedZone", order.requested().zone().getId())
                .param("requestedAt", timestamp(order.requested().instant()))
                .update();
    }

    @Override
    public void askAt(UUID requestId, Instant at) {
        jdbc.sql(NEXT_APPOINTMENT)
                .param("requestId", requestId)
                .param("at", timestamp(at))
                .query(Integer.class)
                .optional()
                .ifPresent(wake -> appointments.make(requestId, wake, at));
    }

    @Override
    public void close(UUID requestId) {
        close(requestId, 0);
    }

    private void close(UUID requestId, int spoken) {
        jdbc.sql(CLOSE).param("requestId", requestId).param("spoken", spoken).update();
    }

    @Override
    public Optional<Inquiry> due(UUID requestId, int wake, Instant now) {
        return Objects.requireNonNull(transaction.execute(_ -> jdbc.sql(FIND_DUE)
                .param("requestId", requestId)
                .param("wake", wake)
                .query((row, _) -> new Due(
                        JSON.readValue(row.getString("request"), CarrierRequest.class),
                        row.getInt("answered"),
                        instant(row, "received_at")))
                .optional()
                .filter(due -> !heldByPause(due.request(), wake))
                .map(due -> inquiry(due.request(), due.answered(), due.receivedAt(), now))));
    }

    private record Due(CarrierRequest request, int answered, Instant receivedAt) {}

    private boolean heldByPause(CarrierRequest request, int wake) {
        boolean paused = jdbc.sql(PAUSED)
                .param("carrierId", request.carrierId())
                .query(Boolean.class)
                .optional()
                .orElse(false);
        if (paused) {
            jdbc.sql(HOLD).param("requestId", request.id()).param("wake", wake).update();
        }
        return paused;
    }

    @Override
    public boolean record(Inquiry inquiry, int wake, Answer answer) {
        return Objects.requireNonNull(transaction.execute(_ -> recordLocked(inquiry, wake, answer)));
    }

    private boolean recordLocked(Inquiry inquiry, int wake, Answer answer) {
        CarrierRequest request = inquiry.request();
        long version = jdbc.sql(LOCK)
                .param("orderId", request.orderId())
                .query(Long.class)
                .single();
        long due = jdbc.sql(STILL_DUE)
                .param("requestId", request.id())
                .param("wake", wake)
                .query(Long.class)
                .single();
        if (due == 0) {
            // Another instance was faster with the same appointment.
            return true;
        }
        if (!isUnchanged(inquiry)) {
            return false;
        }
        switch (answer) {
            case Answer.NotYet later -> askAt(request.id(), later.askAgainAt());
            case Answer.Nothing _ -> close(request.id(), 0);
            case Answer.Says says -> {
                change(inquiry.order(), says.reply());
                publish(inquiry, says.reply(), version);
                if (says.speaksAgainAt() == null) {
                    close(request.id(), 1);
                } else {
                    jdbc.sql(SPOKEN).param("requestId", request.id()).update();
                    askAt(request.id(), says.speaksAgainAt());
                }
            }
        }
        return true;
    }

    private boolean isUnchanged(Inquiry inquiry) {
        Long revision = jdbc.sql(REVISION)
                .param("orderId", inquiry.request().orderId())
                .param("attempt", inquiry.request().attempt())
                .query(Long.class)
                .optional()
                .orElse(null);
        CarrierOrder seen = inquiry.order();
        return Objects.equals(revision, seen == null ? null : seen.revision());
    }

    private void change(@Nullable CarrierOrder order, CarrierReply reply) {
        if (order == null) {
            return;
        }
        CarrierOrder after = order.after(reply);
        if (after.equals(order)) {
            return;
        }
        LocalMoment foc = after.foc();
        int changed = jdbc.sql(CHANGE_ORDER)
                .param("status", after.status().name())
                .param("focLocal", foc == null ? null : foc.local())
                .param("focZone", foc == null ? null : foc.zone().getId())
                .param("focAt", foc == null ? null : timestamp(foc.instant()))
                .param("activated", after.activated().toArray(String[]::new))
                .param("orderId", after.orderId())
                .param("attempt", after.attempt())
                .param("revision", after.revision())
                .update();
        if (changed != 1) {
            throw new IllegalStateException(changed + " rows changed of " + order.orderId() + "/" + order.attempt());
        }
    }

    private void publish(Inquiry inquiry, CarrierReply reply, long version) {
        CarrierRequest request = inquiry.request();
        int raised = jdbc.sql(RAISE_VERSION)
                .param("orderId", request.orderId())
                .param("version", version)
                .update();
        if (raised != 1) {
            throw new IllegalStateException("the replies of " + request.orderId() + " were not locked");
        }
        outbox.append(events.message(request, reply, inquiry.answered() > 0, version + 1, inquiry.now()));
    }

    private Inquiry inquiry(CarrierRequest request, int answered, Instant receivedAt, Instant now) {
        return jdbc.sql(FIND_ORDER)
                .param("orderId", request.orderId())
                .param("attempt", request.attempt())
                .query((row, _) ->
                        new Inquiry(request, order(row), row.getInt("latest_attempt"), answered, receivedAt, now))
                .optional()
                .orElseGet(
                        () -> new Inquiry(request, null, latestAttempt(request.orderId()), answered, receivedAt, now));
    }

    private int latestAttempt(UUID orderId) {
        return jdbc.sql(LATEST_ATTEMPT)
                .param("orderId", orderId)
                .query(Integer.class)
                .single();
    }

    private static CarrierOrder order(ResultSet row) throws SQLException {
        Array activated = row.getArray("activated");
        return new CarrierOrder(
                row.getObject("order_id", UUID.class),
                row.getInt("attempt"),
                row.getString("carrier_id"),
                Status.valueOf(row.getString("status")),
                JSON.readValue(row.getString("port"), PortDetails.class),
                moment(row, "requested"),
                row.getString("foc_zone") == null ? null : moment(row, "foc"),
                List.of((String[]) activated.getArray()),
                row.getLong("revision"));
    }

    private static LocalMoment moment(ResultSet row, String prefix) throws SQLException {
        return new LocalMoment(
                row.getObject(prefix + "_local", LocalDateTime.class),
                ZoneId.of(row.getString(prefix + "_zone")),
                instant(row, prefix + "_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
