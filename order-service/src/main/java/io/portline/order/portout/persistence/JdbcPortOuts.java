package io.portline.order.portout.persistence;

import io.portline.messaging.outbox.Outbox;
import io.portline.messaging.outbox.OutboxMessage;
import io.portline.numbering.LocalMoment;
import io.portline.order.portorder.Atomically;
import io.portline.order.portorder.Contact;
import io.portline.order.portout.PinAttempts;
import io.portline.order.portout.PinCheck;
import io.portline.order.portout.PortOut;
import io.portline.order.portout.PortOutCommand;
import io.portline.order.portout.PortOutDecision;
import io.portline.order.portout.PortOutEntry;
import io.portline.order.portout.PortOutHappened;
import io.portline.order.portout.PortOutObserver;
import io.portline.order.portout.PortOutQuery;
import io.portline.order.portout.PortOutReason;
import io.portline.order.portout.PortOutRules;
import io.portline.order.portout.PortOutStatus;
import io.portline.order.portout.PortOutTimers;
import io.portline.order.portout.PortOuts;
import io.portline.order.portout.Settings;
import io.portline.order.portout.StoredPortOut;
import io.portline.order.portout.WinningCarrier;
import io.portline.order.portout.persistence.PortOutEvents.Versions;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * Port-outs in PostgreSQL. Locks are taken in one order: the tenant's settings (shared), the count of wrong PINs, the numbers by their digits, the
 * port-out.
 */
@Component
public final class JdbcPortOuts implements PortOuts {

    /** Whoever loses this often against others has found something else than a race. */
    private static final int MOST_RACES = 20;

    private final JdbcClient jdbc;
    private final Atomically atomically;
    private final Outbox outbox;
    private final PortOutEvents events;
    private final PortOutTimers timers;
    private final PortOutObserver observer;
    private final PortOutJson json = new PortOutJson();

    public JdbcPortOuts(
            JdbcClient jdbc,
            Atomically atomically,
            Outbox outbox,
            PortOutEvents events,
            PortOutTimers timers,
            PortOutObserver observer) {
        this.jdbc = jdbc;
        this.atomically = atomically;
        this.outbox = outbox;
        this.events = events;
        this.timers = timers;
        this.observer = observer;
    }

    /** A port-out as it lies in its row. */
    private record Row(PortOut portOut, long revision, Versions versions, long timelineLength) {}

    // ---- before anything is locked

    @Override
    public Look look(List<String> numbers) {
        return new Look(owners(numbers));
    }

    private Map<String, String> owners(List<String> numbers) {
        Map<String, String> owners = new HashMap<>();
        jdbc.sql(PortOutSql.OWNERS)
                .param("numbers", numbers.toArray(String[]::new))
                .query(row -> {
                    owners.put(row.getString("number"), row.getString("tenant_id"));
                });
        return owners;
    }

    @Override
    public Protection protection(String tenantId, String carrierId) {
        return jdbc.sql(PortOutSql.PROTECTION)
                .param("tenant", tenantId)
                .param("carrier", carrierId)
                .query((row, _) ->
                        new Protection(tenantId, row.getBoolean("pin_needed"), row.getString("pin"), readAttempts(row)))
                .single();
    }

    @Override
    public boolean exists(String carrierId, String requestId) {
        return jdbc.sql(PortOutSql.EXISTS)
                .param("carrier", carrierId)
                .param("request", requestId)
                .query(Boolean.class)
                .single();
    }

    // ---- a request comes in

    @Override
    public Optional<PortOut> receive(
            UUID id,
            String requestId,
            WinningCarrier carrier,
            List<String> numbers,
            Protection presumed,
            PinCheck pin,
            Draft draft,
            Function<PortOutRules.Facts, Optional<PortOutRules.Judgement>> judge,
            Instant now) {
        String tenantId = presumed.tenantId();
        return atomically.run(() -> {
            Settings settings = settingsShared(tenantId);
            if (presumed.pinNeeded() && !Objects.equals(settings.pin(), presumed.pin())) {
                return Optional.<PortOut>empty();
            }
            PinAttempts attempts = presumed.pinNeeded() ? lockAttempts(tenantId, carrier.id()) : PinAttempts.NONE;
            Set<String> claimed = claim(id, numbers);
            // Read after the claims: what another port-out took away before it let go of a number is gone here.
            Map<String, String> owners = owners(numbers);
            Set<String> busy = new HashSet<>(numbers);
            busy.removeAll(claimed);
            Optional<PortOutRules.Judgement> judged =
                    Set.copyOf(owners.values()).equals(Set.of(tenantId))
                            ? judge.apply(new PortOutRules.Facts(numbers, owners, busy, pin, attempts))
                            : Optional.empty();
            if (judged.isEmpty()) {
                jdbc.sql(PortOutSql.FORGET_CLAIMS).param("id", id).update();
                return Optional.<PortOut>empty();
            }
            PortOutRules.Judgement judgement = judged.get();
            if (!judgement.attempts().equals(attempts)) {
                save(tenantId, carrier.id(), judgement.attempts());
            }
            if (!(judgement.command() instanceof PortOutCommand.Approve)) {
                jdbc.sql(PortOutSql.RELEASE_CLAIMS)
                        .param("id", id)
                        .param("numbers", numbers.toArray(String[]::new))
                        .update();
            }
            List<Contact> told = settings.told();
            PortOut asked = draft.with(nextNumber(), told.isEmpty() ? submitters(tenantId, numbers) : told);
            Instant locked = attempts.lockedUntil();
            if (locked != null && isForTheLock(judgement.command())) {
                // The first event says it already: nobody needs to be told of such a request.
                asked = asked.underLock(locked);
            }
            List<PortOutHappened> happened = new ArrayList<>();
            happened.add(PortOutRules.requested(asked));
            PortOutDecision decision = PortOutRules.decide(asked, judgement.command(), now);
            happened.addAll(decision.happened());
            add(decision.portOut(), happened);
            return Optional.of(decision.portOut());
        });
    }

    private static boolean isForTheLock(PortOutCommand command) {
        return command instanceof PortOutCommand.Reject reject
                && reject.reasons().stream().anyMatch(reason -> reason.code() == PortOutReason.Code.CARRIER_LOCKED);
    }

    private Settings settingsShared(String tenantId) {
        return settings(PortOutSql.SETTINGS_SHARED, tenantId).orElseGet(() -> {
            jdbc.sql(PortOutSql.ENSURE_SETTINGS).param("tenant", tenantId).update();
            return settings(PortOutSql.SETTINGS_SHARED, tenantId).orElse(Settings.NONE);
        });
    }

    private PinAttempts lockAttempts(String tenantId, String carrierId) {
        return jdbc.sql(PortOutSql.LOCK_ATTEMPTS)
                .param("tenant", tenantId)
                .param("carrier", carrierId)
                .query((row, _) -> readAttempts(row))
                .single();
    }

    private void save(String tenantId, String carrierId, PinAttempts attempts) {
        Instant lockedUntil = attempts.lockedUntil();
        jdbc.sql(PortOutSql.SAVE_ATTEMPTS)
                .param("tenant", tenantId)
                .param("carrier", carrierId)
                .param(
                        "wrongAt",
                        attempts.wrongAt().stream().map(Instant::toString).toArray(String[]::new))
                .param("lockedUntil", lockedUntil == null ? null : utc(lockedUntil))
                .update();
    }

    private Set<String> claim(UUID id, List<String> numbers) {
        return new HashSet<>(jdbc.sql(PortOutSql.CLAIM)
                .param("id", id)
                .param("numbers", numbers.toArray(String[]::new))
                .query((row, _) -> row.getString(1))
                .list());
    }

    private List<Contact> submitters(String tenantId, List<String> numbers) {
        return jdbc
                .sql(PortOutSql.SUBMITTERS)
                .param("tenant", tenantId)
                .param("numbers", numbers.toArray(String[]::new))
                .query((row, _) -> json.contactOrNull(row.getString(1)))
                .list()
                .stream()
                .filter(Objects::nonNull)
                .toList();
    }

    private String nextNumber() {
        return jdbc.sql("SELECT 'OUT-' || lpad(CAST(nextval('port_out_number_seq') AS text), 6, '0')")
                .query(String.class)
                .single();
    }

    private void add(PortOut portOut, List<PortOutHappened> happened) {
        List<OutboxMessage> messages = events.messages(portOut, happened, Versions.NONE, portOut.updatedAt());
        LocalMoment requested = portOut.requested();
        Instant lockedUntil = portOut.lockedUntil();
        Map<String, @Nullable Object> parameters = stateParameters(portOut, happened.size(), happened.size());
        parameters.put("number", portOut.number());
        parameters.put("tenant", portOut.tenantId());
        parameters.put("carrier", portOut.carrier().id());
        parameters.put("carrierName", portOut.carrier().name());
        parameters.put("request", portOut.requestId());
        parameters.put("numbers", portOut.numbers().toArray(String[]::new));
        parameters.put("requestedLocal", requested.local());
        parameters.put("requestedZone", requested.zone().getId());
        parameters.put("requestedAt", utc(requested.instant()));
        parameters.put("reasons", json.write(portOut.reasons()));
        parameters.put("lockedUntil", lockedUntil == null ? null : utc(lockedUntil));
        parameters.put("createdAt", utc(portOut.createdAt()));
        parameters.putAll(timelineParameters(happened, 0));
        parameters.putAll(outbox.parameters(messages));
        if (jdbc.sql(PortOutSql.ADD).params(parameters).query(Long.class).single() == 0) {
            throw new RequestIdTakenException();
        }
        outbox.appendedInThisTransaction();
        if (portOut.status().active()) {
            timers.follow(portOut);
        }
        observeAfterCommit(happened);
    }

    private void observeAfterCommit(List<PortOutHappened> happened) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                happened.stream().map(PortOutHappened::after).forEach(observer::became);
            }
        });
    }

    // ---- afterwards

    @Override
    public Optional<StoredPortOut> find(UUID id, @Nullable String tenantId) {
        return row(id, tenantId).map(row -> new StoredPortOut(row.portOut(), row.revision()));
    }

    private Optional<Row> row(UUID id, @Nullable String tenantId) {
        return jdbc.sql(PortOutSql.FIND)
                .param("id", id)
                .param("tenant", tenantId)
                .query((row, _) -> readRow(row))
                .optional();
    }

    @Override
    public List<PortOut> list(PortOutQuery query) {
        StringBuilder sql = new StringBuilder(PortOutSql.LIST);
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("tenant", query.tenantId());
        if (!query.statuses().isEmpty()) {
            sql.append(" AND p.status = ANY (CAST(:statuses AS text[]))");
            parameters.put("statuses", query.statuses().stream().map(Enum::name).toArray(String[]::new));
        }
        PortOutQuery.Position after = query.after();
        if (after != null) {
            sql.append(" AND (p.created_at, p.id) < (:afterTime, :afterId)");
            parameters.put("afterTime", utc(after.createdAt()));
            parameters.put("afterId", after.id());
        }
        sql.append(PortOutSql.LIST_ORDER);
        parameters.put("limit", query.limit());
        return jdbc.sql(sql.toString())
                .params(parameters)
                .query((row, _) -> readRow(row).portOut())
                .list();
    }

    @Override
    public List<PortOutEntry> timeline(UUID id) {
        return jdbc.sql(PortOutSql.TIMELINE)
                .param("id", id)
                .query((row, _) -> {
                    String from = row.getString("from_status");
                    return new PortOutEntry(
                            row.getLong("sequence"),
                            from == null ? null : PortOutStatus.valueOf(from),
                            PortOutStatus.valueOf(row.getString("to_status")),
                            instant(row, "at"),
                            PortOutHappened.Actor.valueOf(row.getString("actor")),
                            json.reasons(row.getString("reasons")));
                })
                .list();
    }

    @Override
    public Optional<PortOutDecision> change(UUID id, Function<PortOut, PortOutDecision> decide) {
        return atomically.run(() -> {
            for (int race = 0; race < MOST_RACES; race++) {
                Optional<Row> found = row(id, null);
                if (found.isEmpty()) {
                    return Optional.<PortOutDecision>empty();
                }
                PortOutDecision decision = decide.apply(found.get().portOut());
                if (decision.happened().isEmpty() || save(found.get(), decision.portOut(), decision.happened())) {
                    return Optional.of(decision);
                }
            }
            throw new OptimisticLockingFailureException("Port-out " + id + " changes all the time");
        });
    }

    private boolean save(Row row, PortOut portOut, List<PortOutHappened> happened) {
        boolean leaves =
                portOut.status() == PortOutStatus.COMPLETED && row.portOut().status() != PortOutStatus.COMPLETED;
        List<OutboxMessage> messages = events.messages(portOut, happened, row.versions(), portOut.updatedAt());
        Map<String, @Nullable Object> parameters = stateParameters(
                portOut, row.versions().status() + happened.size(), row.timelineLength() + happened.size());
        parameters.put("revision", row.revision());
        parameters.put("active", portOut.status().active());
        parameters.put("leaving", leaves ? portOut.numbers().toArray(String[]::new) : new String[0]);
        parameters.putAll(timelineParameters(happened, row.timelineLength()));
        parameters.putAll(outbox.parameters(messages));
        if (jdbc.sql(PortOutSql.CHANGE).params(parameters).query(Long.class).single() == 0) {
            return false;
        }
        if (!messages.isEmpty()) {
            outbox.appendedInThisTransaction();
        }
        if (portOut.status() != row.portOut().status()) {
            timers.follow(portOut);
        }
        observeAfterCommit(happened);
        return true;
    }

    // ---- what tenants settle

    @Override
    public Settings settings(String tenantId) {
        return settings(PortOutSql.SETTINGS, tenantId).orElse(Settings.NONE);
    }

    private Optional<Settings> settings(String sql, String tenantId) {
        return jdbc.sql(sql)
                .param("tenant", tenantId)
                .query((row, _) -> new Settings(
                        row.getString("pin"),
                        row.getObject("pin_changed_at") == null ? null : instant(row, "pin_changed_at"),
                        row.getString("pin_changed_by"),
                        json.contactOrNull(row.getString("pin_contact")),
                        json.contacts(row.getString("contacts"))))
                .optional();
    }

    @Override
    public void setPin(String tenantId, String protectedPin, String by, @Nullable Contact contact, Instant now) {
        atomically.run(() -> {
            int set = jdbc.sql(PortOutSql.SET_PIN)
                    .param("tenant", tenantId)
                    .param("pin", protectedPin)
                    .param("at", utc(now))
                    .param("by", by)
                    .param("contact", json.writeOrNull(contact))
                    .update();
            tellUnderWay(tenantId, now);
            return set;
        });
    }

    @Override
    public void setContacts(String tenantId, List<Contact> contacts, Instant now) {
        atomically.run(() -> {
            int set = jdbc.sql(PortOutSql.SET_CONTACTS)
                    .param("tenant", tenantId)
                    .param("contacts", json.write(contacts))
                    .update();
            tellUnderWay(tenantId, now);
            return set;
        });
    }

    /** Whoever is told from now on is told of what is under way too. */
    private void tellUnderWay(String tenantId, Instant now) {
        List<Contact> told = settings(tenantId).told();
        if (told.isEmpty()) {
            return;
        }
        for (UUID id : jdbc.sql(PortOutSql.UNDER_WAY)
                .param("tenant", tenantId)
                .query((row, _) -> row.getObject("id", UUID.class))
                .list()) {
            for (int race = 0; ; race++) {
                Row row = row(id, tenantId).orElseThrow();
                if (!row.portOut().status().active()
                        || row.portOut().contacts().equals(told)
                        || save(row, row.portOut().withContacts(told, now), List.of())) {
                    break;
                }
                if (race == MOST_RACES) {
                    throw new OptimisticLockingFailureException("Port-out " + id + " changes all the time");
                }
            }
        }
    }

    // ---- parameters

    private Map<String, @Nullable Object> stateParameters(PortOut portOut, long statusVersion, long timelineLength) {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("id", portOut.id());
        parameters.put("statusVersion", statusVersion);
        parameters.put("contactsRevision", portOut.contactsRevision());
        parameters.put("timelineLength", timelineLength);
        parameters.put("status", portOut.status().name());
        parameters.put("contacts", json.write(portOut.contacts()));
        parameters.put("updatedAt", utc(portOut.updatedAt()));
        return parameters;
    }

    private Map<String, @Nullable Object> timelineParameters(List<PortOutHappened> happened, long length) {
        int count = happened.size();
        Long[] sequences = new Long[count];
        @Nullable String[] from = new @Nullable String[count];
        String[] to = new String[count];
        String[] at = new String[count];
        String[] actors = new String[count];
        String[] reasons = new String[count];
        for (int i = 0; i < count; i++) {
            PortOutHappened it = happened.get(i);
            PortOutStatus before = it.from();
            sequences[i] = length + i + 1;
            from[i] = before == null ? null : before.name();
            to[i] = it.after().status().name();
            at[i] = it.at().toString();
            actors[i] = it.by().name();
            reasons[i] = json.write(it.after().reasons());
        }
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("tlSequences", sequences);
        parameters.put("tlFrom", from);
        parameters.put("tlTo", to);
        parameters.put("tlAt", at);
        parameters.put("tlActors", actors);
        parameters.put("tlReasons", reasons);
        return parameters;
    }

    // ---- rows

    private Row readRow(ResultSet row) throws SQLException {
        PortOut portOut = new PortOut(
                row.getObject("id", UUID.class),
                row.getString("number"),
                row.getString("tenant_id"),
                row.getString("request_id"),
                new WinningCarrier(row.getString("carrier_id"), row.getString("carrier_name")),
                Arrays.asList((String[]) row.getArray("numbers").getArray()),
                new LocalMoment(
                        row.getObject("requested_local", LocalDateTime.class),
                        ZoneId.of(row.getString("requested_zone")),
                        instant(row, "requested_at")),
                PortOutStatus.valueOf(row.getString("status")),
                json.reasons(row.getString("reasons")),
                instantOrNull(row, "locked_until"),
                json.contacts(row.getString("contacts")),
                row.getLong("contacts_revision"),
                instant(row, "created_at"),
                instant(row, "updated_at"));
        return new Row(
                portOut,
                row.getLong("revision"),
                new Versions(row.getLong("status_version"), row.getLong("contacts_revision")),
                row.getLong("timeline_length"));
    }

    private static PinAttempts readAttempts(ResultSet row) throws SQLException {
        Array wrong = row.getArray("wrong_at");
        List<Instant> wrongAt = Arrays.stream((Timestamp[]) wrong.getArray())
                .map(Timestamp::toInstant)
                .toList();
        return new PinAttempts(wrongAt, instantOrNull(row, "locked_until"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
