package io.portline.order.portorder.persistence;

import io.portline.messaging.outbox.Outbox;
import io.portline.messaging.outbox.OutboxMessage;
import io.portline.numbering.LocalMoment;
import io.portline.numbering.PhoneNumber;
import io.portline.order.inventory.NumberUse;
import io.portline.order.portorder.Atomically;
import io.portline.order.portorder.By;
import io.portline.order.portorder.Change;
import io.portline.order.portorder.Decision;
import io.portline.order.portorder.Difference;
import io.portline.order.portorder.Happened;
import io.portline.order.portorder.LosingCarrier;
import io.portline.order.portorder.OrderObserver;
import io.portline.order.portorder.OrderTimers;
import io.portline.order.portorder.PortOrder;
import io.portline.order.portorder.PortOrderQuery;
import io.portline.order.portorder.PortOrderStatus;
import io.portline.order.portorder.PortOrderSummary;
import io.portline.order.portorder.PortOrders;
import io.portline.order.portorder.RejectionReason;
import io.portline.order.portorder.RequestToCarrier;
import io.portline.order.portorder.Scope;
import io.portline.order.portorder.Stored;
import io.portline.order.portorder.TimelineEntry;
import io.portline.order.portorder.persistence.PortOrderEvents.Versions;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** Port orders in PostgreSQL. State, timeline and outbox are one statement. */
@Component
public final class JdbcPortOrders implements PortOrders {

    /** Whoever loses this often against others has found something else than a race. */
    private static final int MOST_RACES = 20;

    private final JdbcClient jdbc;
    private final Atomically atomically;
    private final Outbox outbox;
    private final PortOrderEvents events;
    private final OrderTimers timers;
    private final OrderObserver observer;
    private final PortOrderJson json = new PortOrderJson();

    public JdbcPortOrders(
            JdbcClient jdbc,
            Atomically atomically,
            Outbox outbox,
            PortOrderEvents events,
            OrderTimers timers,
            OrderObserver observer) {
        this.jdbc = jdbc;
        this.atomically = atomically;
        this.outbox = outbox;
        this.events = events;
        this.timers = timers;
        this.observer = observer;
    }

    /** An order as it lies in its row. */
    private record Row(PortOrder order, long revision, Versions versions, long timelineLength) {}

    @Override
    public Optional<Stored> find(UUID id, Scope scope) {
        return row(id, scope, false).map(row -> new Stored(row.order(), row.revision()));
    }

    private Optional<Row> row(UUID id, Scope scope, boolean withDeleted) {
        return jdbc.sql(PortOrderSql.FIND)
                .param("id", id)
                .params(scopeParameters(scope, withDeleted))
                .query((rs, _) -> readRow(rs))
                .optional();
    }

    @Override
    public List<TimelineEntry> timeline(UUID id) {
        return jdbc.sql(PortOrderSql.TIMELINE)
                .param("id", id)
                .query((rs, _) -> new TimelineEntry(
                        rs.getLong("sequence"),
                        Change.valueOf(rs.getString("change")),
                        statusOrNull(rs.getString("from_status")),
                        PortOrderStatus.valueOf(rs.getString("to_status")),
                        instant(rs, "at"),
                        new By(
                                By.Actor.valueOf(rs.getString("actor")),
                                rs.getString("actor_id"),
                                rs.getString("actor_name")),
                        rs.getInt("attempt"),
                        json.reasons(rs.getString("reasons")),
                        rs.getString("note"),
                        json.differences(rs.getString("differences")),
                        json.moment(rs.getString("foc"))))
                .list();
    }

    @Override
    public List<PortOrderSummary> list(PortOrderQuery query) {
        PortOrderList list = PortOrderList.of(query);
        return jdbc.sql(list.sql())
                .params(list.parameters())
                .query((rs, _) -> summary(rs, query.now()))
                .list();
    }

    private PortOrderSummary summary(ResultSet rs, Instant now) throws SQLException {
        LocalMoment foc = momentOrNull(rs, "foc");
        String reasons = rs.getString("reasons");
        return new PortOrderSummary(
                rs.getObject("id", UUID.class),
                rs.getString("number"),
                rs.getString("tenant_id"),
                rs.getString("name"),
                rs.getString("country"),
                PortOrder.effectiveStatus(PortOrderStatus.valueOf(rs.getString("status")), foc, now),
                rs.getInt("attempt"),
                new LosingCarrier(rs.getString("carrier_id"), rs.getString("carrier_name")),
                rs.getInt("number_count"),
                moment(rs, "requested"),
                foc,
                reasons == null
                        ? List.of()
                        : json.reasons(reasons).stream()
                                .map(RejectionReason::code)
                                .distinct()
                                .toList(),
                rs.getObject("case_id", UUID.class),
                instant(rs, "submitted_at"),
                instant(rs, "updated_at"));
    }

    @Override
    public Map<PortOrderStatus, Long> countByStatus() {
        Map<PortOrderStatus, Long> counts = new EnumMap<>(PortOrderStatus.class);
        jdbc.sql(PortOrderSql.COUNT_BY_STATUS).query(rs -> {
            counts.put(PortOrderStatus.valueOf(rs.getString("status")), rs.getLong("orders"));
        });
        return counts;
    }

    @Override
    public Stored add(Draft draft) {
        return atomically.run(() -> insert(draft.withNumber(nextNumber())));
    }

    @Override
    public List<Stored> addAll(List<Draft> drafts) {
        return atomically.run(() -> {
            List<Stored> added = drafts.stream()
                    .map(draft -> insert(draft.withNumber(nextNumber()), List.of()))
                    .toList();
            List<String> numbers = new ArrayList<>();
            List<UUID> orders = new ArrayList<>();
            for (Stored stored : added) {
                for (String number : stored.order().details().numbers()) {
                    numbers.add(number);
                    orders.add(stored.order().id());
                }
            }
            requireAll(
                    numbers,
                    jdbc.sql(PortOrderSql.CLAIM_FOR_ALL)
                            .param("orders", orders.toArray(UUID[]::new))
                            .param("numbers", numbers.toArray(String[]::new))
                            .query((rs, _) -> rs.getString(1))
                            .list());
            return added;
        });
    }

    private String nextNumber() {
        return jdbc.sql("SELECT 'PO-' || lpad(CAST(nextval('port_order_number_seq') AS text), 6, '0')")
                .query(String.class)
                .single();
    }

    private Stored insert(Decision.Created created) {
        return insert(created, created.order().details().numbers());
    }

    /** @param numbers those of its numbers that it claims now */
    private Stored insert(Decision.Created created, List<String> numbers) {
        PortOrder order = created.order();
        Versions versions = Versions.NONE.after(created.happened(), List.of(), order);
        List<OutboxMessage> messages =
                events.messages(order, created.happened(), List.of(), Versions.NONE, order.updatedAt());
        Map<String, @Nullable Object> parameters =
                stateParameters(order, versions, created.happened().size());
        parameters.putAll(submittedParameters(order));
        parameters.put("number", order.number());
        parameters.put("tenantId", order.tenantId());
        parameters.put("country", order.details().country());
        parameters.put("submittedAt", utc(order.submission().firstAt()));
        parameters.put("numbers", numbers.toArray(String[]::new));
        parameters.putAll(timelineParameters(created.happened(), 0));
        parameters.putAll(outbox.parameters(messages));
        List<String> free = jdbc.sql(PortOrderSql.ADD)
                .params(parameters)
                .query((rs, _) -> rs.getString(1))
                .list();
        requireAll(numbers, free);
        outbox.appendedInThisTransaction();
        timers.follow(order);
        observeAfterCommit(null, created.happened());
        return new Stored(order, 1);
    }

    @Override
    public Optional<Outcome> change(UUID id, Scope scope, Function<Stored, Decision> decide) {
        return atomically.run(() -> {
            for (int race = 0; race < MOST_RACES; race++) {
                Optional<Row> found = row(id, scope, scope instanceof Scope.Everything);
                if (found.isEmpty()) {
                    return Optional.<Outcome>empty();
                }
                Row row = found.get();
                Decision decision = decide.apply(new Stored(row.order(), row.revision()));
                if (decision.happened().isEmpty()) {
                    return Optional.of(new Outcome(decision, row.revision()));
                }
                if (save(row, decision)) {
                    return Optional.of(new Outcome(decision, row.revision() + 1));
                }
            }
            throw new OptimisticLockingFailureException("Order " + id + " changes all the time");
        });
    }

    @Override
    public void hold(Collection<UUID> ids) {
        jdbc.sql(PortOrderSql.HOLD)
                .param("ids", ids.stream().map(UUID::toString).toArray(String[]::new))
                .query()
                .listOfRows();
    }

    private boolean save(Row row, Decision decision) {
        PortOrder before = row.order();
        PortOrder order = decision.order();
        List<RequestToCarrier> requests = switch (decision) {
            case Decision.Accepted accepted -> accepted.requests();
            case Decision.Refused _ -> List.of();
        };
        Versions versions = row.versions().after(decision.happened(), requests, order);
        List<OutboxMessage> messages = events.messages(
                order,
                decision.happened(),
                requests,
                row.versions(),
                decision.happened().getLast().at());
        boolean resubmitted = order.attempt() != before.attempt();
        Map<String, @Nullable Object> parameters = stateParameters(
                order, versions, row.timelineLength() + decision.happened().size());
        parameters.put("revision", row.revision());
        parameters.putAll(timelineParameters(decision.happened(), row.timelineLength()));
        parameters.putAll(outbox.parameters(messages));
        String sql;
        if (resubmitted) {
            sql = PortOrderSql.RESUBMIT;
            parameters.putAll(submittedParameters(order));
        } else if (before.active() != order.active() || !before.portedNumbers().equals(order.portedNumbers())) {
            sql = PortOrderSql.CHANGE_AND_SETTLE_NUMBERS;
            parameters.put("ported", order.portedNumbers().toArray(String[]::new));
            parameters.putAll(movedParameters(before, order));
        } else if (order.contactsRevision() != before.contactsRevision()) {
            sql = PortOrderSql.CHANGE_CONTACTS;
            parameters.put("contacts", json.write(order.contacts()));
        } else {
            sql = PortOrderSql.CHANGE;
        }
        if (jdbc.sql(sql).params(parameters).query(Long.class).single() == 0) {
            return false;
        }
        if (resubmitted) {
            claimAnew(order);
            keepLetter(before, order);
        }
        if (!messages.isEmpty()) {
            outbox.appendedInThisTransaction();
        }
        if (!order.dues().stream().findFirst().equals(before.dues().stream().findFirst())) {
            timers.follow(order);
        }
        if (decision instanceof Decision.Accepted accepted) {
            accepted.created().forEach(this::insert);
        }
        observeAfterCommit(before, decision.happened());
        return true;
    }

    /** Those that moved now: one that moved before may have left again since. */
    private static Map<String, Object> movedParameters(PortOrder before, PortOrder order) {
        Set<String> earlier = Set.copyOf(before.portedNumbers());
        List<String> moved = order.portedNumbers().stream()
                .filter(number -> !earlier.contains(number))
                .toList();
        return Map.of(
                "moved",
                moved.toArray(String[]::new),
                "movedTypes",
                moved.stream()
                        .map(number -> NumberUse.of(new PhoneNumber(number)).name())
                        .toArray(String[]::new));
    }

    private void observeAfterCommit(@Nullable PortOrder before, List<Happened> happened) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                observer.observe(before, happened);
            }
        });
    }

    private void claimAnew(PortOrder order) {
        List<String> numbers = order.details().numbers();
        List<String> claimed = new ArrayList<>(claim(PortOrderSql.CLAIM_FURTHER, order, numbers));
        Set<String> earlier = new HashSet<>(jdbc.sql(PortOrderSql.RELEASE_EARLIER_ATTEMPTS)
                .param("id", order.id())
                .param("attempt", order.attempt())
                .query((rs, _) -> rs.getString(1))
                .list());
        List<String> kept = numbers.stream().filter(earlier::contains).toList();
        if (!kept.isEmpty()) {
            claimed.addAll(claim(PortOrderSql.CLAIM, order, kept));
        }
        requireAll(numbers, claimed);
    }

    private List<String> claim(String sql, PortOrder order, List<String> numbers) {
        return jdbc.sql(sql)
                .param("id", order.id())
                .param("attempt", order.attempt())
                .param("numbers", numbers.toArray(String[]::new))
                .query((rs, _) -> rs.getString(1))
                .list();
    }

    private void keepLetter(PortOrder before, PortOrder after) {
        UUID letter = before.details().loaDocumentId();
        if (!letter.equals(after.details().loaDocumentId())) {
            jdbc.sql(PortOrderSql.KEEP_LETTER)
                    .param("id", after.id())
                    .param("letter", letter)
                    .param("at", utc(after.updatedAt()))
                    .update();
        }
    }

    /** Throws, and so undoes everything, if a number is another order's. */
    private static void requireAll(List<String> numbers, List<String> free) {
        if (free.size() != numbers.size()) {
            Set<String> got = Set.copyOf(free);
            throw new NumbersTakenException(
                    numbers.stream().filter(n -> !got.contains(n)).toList());
        }
    }

    @Override
    public Set<String> inActiveOrders(List<String> numbers, @Nullable UUID except) {
        return numbers.isEmpty()
                ? Set.of()
                : new HashSet<>(jdbc.sql(PortOrderSql.IN_ACTIVE_ORDERS)
                        .param("numbers", numbers.toArray(String[]::new))
                        .param("except", except)
                        .query((rs, _) -> rs.getString(1))
                        .list());
    }

    @Override
    public Set<String> portedToUs(List<String> numbers) {
        return new HashSet<>(jdbc.sql(PortOrderSql.PORTED_TO_US)
                .param("numbers", numbers.toArray(String[]::new))
                .query((rs, _) -> rs.getString(1))
                .list());
    }

    // ---- parameters

    private static Map<String, @Nullable Object> scopeParameters(Scope scope, boolean withDeleted) {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("tenant", scope instanceof Scope.Tenant tenant ? tenant.id() : null);
        parameters.put("linkedToCases", scope instanceof Scope.LinkedToCases);
        parameters.put("withDeleted", withDeleted);
        return parameters;
    }

    private Map<String, @Nullable Object> stateParameters(PortOrder order, Versions versions, long timelineLength) {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        LocalMoment foc = order.foc();
        parameters.put("id", order.id());
        parameters.put("statusVersion", versions.status());
        parameters.put("requestVersion", versions.request());
        parameters.put("contactsRevision", versions.contacts());
        parameters.put("timelineLength", timelineLength);
        parameters.put("status", order.status().name());
        parameters.put("attempt", order.attempt());
        parameters.put("focLocal", foc == null ? null : foc.local());
        parameters.put("focZone", foc == null ? null : foc.zone().getId());
        parameters.put("focAt", foc == null ? null : utc(foc.instant()));
        parameters.put("progress", json.write(PortOrderJson.Progress.of(order)));
        parameters.put("caseId", order.caseId());
        parameters.put("linkedOrderId", order.linkedOrderId());
        parameters.put("deleted", order.deleted());
        parameters.put("updatedAt", utc(order.updatedAt()));
        return parameters;
    }

    private Map<String, @Nullable Object> submittedParameters(PortOrder order) {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        LocalMoment requested = order.details().requested();
        parameters.put("name", order.details().name());
        parameters.put("carrierId", order.details().carrier().id());
        parameters.put("carrierName", order.details().carrier().name());
        parameters.put("numberCount", order.details().numbers().size());
        parameters.put("requestedLocal", requested.local());
        parameters.put("requestedZone", requested.zone().getId());
        parameters.put("requestedAt", utc(requested.instant()));
        parameters.put("details", json.write(order.details()));
        parameters.put("contacts", json.write(order.contacts()));
        parameters.put("passcode", json.writeOrNull(order.passcode()));
        return parameters;
    }

    private Map<String, @Nullable Object> timelineParameters(List<Happened> happened, long length) {
        int count = happened.size();
        Long[] sequences = new Long[count];
        Integer[] attempts = new Integer[count];
        Map<String, @Nullable String[]> texts = new HashMap<>();
        for (String name : List.of(
                "tlChanges",
                "tlFrom",
                "tlTo",
                "tlAt",
                "tlActors",
                "tlActorIds",
                "tlActorNames",
                "tlReasons",
                "tlNotes",
                "tlFocs",
                "tlDifferences")) {
            texts.put(name, new @Nullable String[count]);
        }
        for (int i = 0; i < count; i++) {
            Happened it = happened.get(i);
            PortOrderStatus from = it.from();
            sequences[i] = length + i + 1;
            attempts[i] = it.after().attempt();
            put(texts, "tlChanges", i, it.change().name());
            put(texts, "tlFrom", i, from == null ? null : from.name());
            put(texts, "tlTo", i, it.after().status().name());
            put(texts, "tlAt", i, it.at().toString());
            put(texts, "tlActors", i, it.by().actor().name());
            put(texts, "tlActorIds", i, it.by().id());
            put(texts, "tlActorNames", i, it.by().name());
            put(texts, "tlReasons", i, json.write(it.event().reasons()));
            put(texts, "tlNotes", i, it.event().note());
            put(texts, "tlFocs", i, json.writeOrNull(it.event().date()));
            List<Difference> differences = it.event().differences();
            put(texts, "tlDifferences", i, differences.isEmpty() ? null : json.write(differences));
        }
        Map<String, @Nullable Object> parameters = new HashMap<>(texts);
        parameters.put("tlSequences", sequences);
        parameters.put("tlAttempts", attempts);
        return parameters;
    }

    private static void put(Map<String, @Nullable String[]> texts, String name, int index, @Nullable String value) {
        @Nullable String[] column = texts.get(name);
        if (column != null) {
            column[index] = value;
        }
    }

    // ---- rows

    private Row readRow(ResultSet rs) throws SQLException {
        PortOrderJson.Progress progress = json.progress(rs.getString("progress"));
        // Rows that were written before it was kept lack it.
        Instant statusSince = progress.statusSince();
        PortOrder order = new PortOrder(
                rs.getObject("id", UUID.class),
                rs.getString("number"),
                rs.getString("tenant_id"),
                json.details(rs.getString("details")),
                json.passcode(rs.getString("passcode")),
                progress.submission(),
                PortOrderStatus.valueOf(rs.getString("status")),
                statusSince == null ? instant(rs, "updated_at") : statusSince,
                rs.getInt("attempt"),
                momentOrNull(rs, "foc"),
                progress.requestedFoc(),
                progress.reasons(),
                progress.ball(),
                progress.carrierSide(),
                progress.activation(),
                progress.portedNumbers(),
                json.contacts(rs.getString("contacts")),
                rs.getLong("contacts_revision"),
                rs.getObject("case_id", UUID.class),
                rs.getObject("linked_order_id", UUID.class),
                rs.getBoolean("deleted"),
                instant(rs, "updated_at"));
        return new Row(
                order,
                rs.getLong("revision"),
                new Versions(
                        rs.getLong("status_version"), rs.getLong("request_version"), rs.getLong("contacts_revision")),
                rs.getLong("timeline_length"));
    }

    private static LocalMoment moment(ResultSet rs, String prefix) throws SQLException {
        return new LocalMoment(
                rs.getObject(prefix + "_local", LocalDateTime.class),
                ZoneId.of(rs.getString(prefix + "_zone")),
                instant(rs, prefix + "_at"));
    }

    private static @Nullable LocalMoment momentOrNull(ResultSet rs, String prefix) throws SQLException {
        return rs.getObject(prefix + "_at") == null ? null : moment(rs, prefix);
    }

    private static Instant instant(ResultSet rs, String column) throws SQLException {
        return rs.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable PortOrderStatus statusOrNull(@Nullable String name) {
        return name == null ? null : PortOrderStatus.valueOf(name);
    }
}
