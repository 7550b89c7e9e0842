package io.portline.cases.tnscase.persistence;

import io.portline.cases.tnscase.CancelReason;
import io.portline.cases.tnscase.CaseCategory;
import io.portline.cases.tnscase.CaseClosing;
import io.portline.cases.tnscase.CaseContact;
import io.portline.cases.tnscase.CaseDocument;
import io.portline.cases.tnscase.CaseEvent;
import io.portline.cases.tnscase.CaseNumber;
import io.portline.cases.tnscase.CaseOutcome;
import io.portline.cases.tnscase.CaseProgress;
import io.portline.cases.tnscase.CaseQuery;
import io.portline.cases.tnscase.CaseStatus;
import io.portline.cases.tnscase.CaseTimers;
import io.portline.cases.tnscase.CaseType;
import io.portline.cases.tnscase.Cases;
import io.portline.cases.tnscase.Decision;
import io.portline.cases.tnscase.LinkedOrder;
import io.portline.cases.tnscase.Party;
import io.portline.cases.tnscase.Rating;
import io.portline.cases.tnscase.ResolutionCode;
import io.portline.cases.tnscase.ServiceClock;
import io.portline.cases.tnscase.ServiceTarget;
import io.portline.cases.tnscase.TimelineEntry;
import io.portline.cases.tnscase.TnsCase;
import io.portline.messaging.outbox.Outbox;
import io.portline.messaging.outbox.OutboxMessage;
import io.portline.messaging.outbox.OutboxSql;
import io.portline.numbering.Country;
import io.portline.numbering.LocalMoment;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectMapper;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Cases in PostgreSQL. A change is one statement: the guarded update, its timeline entry and its outbox rows. */
@Repository
public class JdbcCases implements Cases {

    /** Whoever loses more races than this in a row has met a fault and no rival. */
    private static final int MOST_TRIES = 20;

    private static final int MOST_WORDS = 8;

    private static final Pattern PHONE_NUMBER = Pattern.compile("\\+[1-9]\\d{5,14}");

    private static final String COLUMNS = """
            id, number, tenant_id, opened_by, opened_by_name, automatic, category, type, country, title, description, fields,
            numbers, requested_local, requested_zone, requested_at, contacts, status, assignee, assignee_name, opened_at,
            updated_at, closed_at, closing_code, closing_words, first_answer_target, solution_target, clock_ran, clock_since,
            answered, overdue, due, numbers_checked, orders, rating, activity_version, contacts_revision, revision
            """;

    /** In lists: a page of cases with tens of thousands of numbers each would be a lot to read for nobody. */
    private static final String LISTED = COLUMNS.replace("numbers,", "CAST('{}' AS text[]) AS numbers,");

    /** A customer has a tenant; the desk sees all. */
    private static final String VISIBLE = "(CAST(:tenant AS text) IS NULL OR tenant_id = :tenant)";

    private static final String ENTRY = """
            entry AS (
                INSERT INTO case_timeline (case_id, sequence, activity, from_status, to_status, at, side, actor, actor_name,
                                           words, closing_code, stars, document_ids, internal)
                SELECT id, revision, :activity, :fromStatus, status, :at, :side, :actor, :actorName, :words, :entryClosingCode,
                       CAST(:stars AS int), CAST(:documentIds AS uuid[]), :internal
                FROM changed
            )
            """;

    private static final String INSERT = """
            WITH changed AS (
                INSERT INTO tns_case (%s)
                VALUES (:id, :number, :tenantId, :openedBy, :openedByName, :automatic, :category, :type, :country, :title,
                        :description, CAST(:fields AS jsonb), CAST(:numbers AS text[]), :requestedLocal, :requestedZone,
                        :requestedAt, CAST(:contacts AS jsonb), :status, :assignee, :assigneeName, :openedAt, :updatedAt,
                        :closedAt, :closingCode, :closingWords, :firstAnswerTarget, :solutionTarget, :clockRan, :clockSince,
                        :answered, :overdue, :due, :numbersChecked, CAST(:orders AS jsonb), CAST(:rating AS jsonb),
                        :activityVersion, :contactsRevision, :revision)
                RETURNING id, revision, status
            ),
            """.formatted(COLUMNS) + ENTRY;

    private static final String UPDATE = """
            WITH changed AS (
                UPDATE tns_case
                SET contacts = CAST(:contacts AS jsonb), status = :status, assignee = :assignee, assignee_name = :assigneeName,
                    updated_at = :updatedAt, closed_at = :closedAt, closing_code = :closingCode, closing_words = :closingWords,
                    clock_ran = :clockRan, clock_since = :clockSince, answered = :answered, overdue = :overdue, due = :due,
                    numbers_checked = :numbersChecked, orders = CAST(:orders AS jsonb), rating = CAST(:rating AS jsonb),
                    activity_version = :activityVersion, contacts_revision = :contactsRevision, revision = :revision
                WHERE id = :id AND revision = :revision - 1
                RETURNING id, revision, status
            ),
            """ + ENTRY;

    private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};
    private static final TypeReference<List<CaseContact>> CONTACTS = new TypeReference<>() {};
    private static final TypeReference<List<LinkedOrder>> ORDERS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final Outbox outbox;
    private final CaseMessages messages;
    private final CaseTimers timers;
    private final ObjectMapper json;

    public JdbcCases(
            JdbcClient jdbc,
            TransactionOperations transactions,
            Outbox outbox,
            CaseMessages messages,
            CaseTimers timers,
            ObjectMapper json) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.outbox = outbox;
        this.messages = messages;
        this.timers = timers;
        this.json = json;
    }

    @Override
    public TnsCase add(Function<CaseNumber, Decision.Accepted> opening) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            long sequence = jdbc.sql("SELECT nextval('tns_case_number')")
                    .query(Long.class)
                    .single();
            Decision.Accepted opened = opening.apply(new CaseNumber(sequence));
            if (!write(INSERT, Optional.empty(), opened)) {
                throw new IllegalStateException("A new case that cannot be written");
            }
            return opened.after();
        }));
    }

    @Override
    public Optional<TnsCase> find(Party viewer, UUID id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM tns_case WHERE id = :id AND " + VISIBLE)
                .param("id", id)
                .param("tenant", tenantOf(viewer))
                .query(this::read)
                .optional();
    }

    @Override
    public Optional<TnsCase> find(CaseNumber number) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM tns_case WHERE number = :number")
                .param("number", number.sequence())
                .query(this::read)
                .optional();
    }

    @Override
    public Map<CaseStatus, OpenCases> open() {
        Map<CaseStatus, OpenCases> open = new EnumMap<>(CaseStatus.class);
        jdbc.sql("""
                        SELECT status, count(*) AS cases, count(*) FILTER (WHERE overdue) AS overdue
                        FROM tns_case WHERE closed_at IS NULL GROUP BY status""").query(row -> {
            open.put(
                    CaseStatus.valueOf(row.getString("status")),
                    new OpenCases(row.getLong("cases"), row.getLong("overdue")));
        });
        return open;
    }

    @Override
    public CaseOutcome change(Party by, UUID id, LongPredicate expected, Function<TnsCase, Decision> deciding) {
        for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
            Optional<TnsCase> found = find(by, id);
            if (found.isEmpty()) {
                return new CaseOutcome.NotFound();
            }
            TnsCase current = found.get();
            if (!expected.test(current.revision())) {
                return new CaseOutcome.Stale();
            }
            switch (deciding.apply(current)) {
                case Decision.Unchanged _ -> {
                    return new CaseOutcome.Done(current);
                }
                case Decision.Refused refused -> {
                    return new CaseOutcome.Refused(refused);
                }
                case Decision.Accepted accepted -> {
                    boolean written = Boolean.TRUE.equals(
                            transactions.execute(_ -> write(UPDATE, Optional.of(current), accepted)));
                    if (written) {
                        return new CaseOutcome.Done(accepted.after());
                    }
                    // Somebody else was faster: decide again, by what the case is now.
                }
            }
        }
        throw new OptimisticLockingFailureException("Case " + id + " changed " + MOST_TRIES + " times in a row");
    }

    @Override
    public List<TimelineEntry> timeline(Party viewer, UUID id) {
        Map<UUID, CaseDocument> documents = new HashMap<>();
        jdbc.sql("""
                        SELECT d.id, d.name, d.media_type, d.size_bytes, d.quarantined
                        FROM document d
                        WHERE d.id IN (SELECT unnest(t.document_ids) FROM case_timeline t WHERE t.case_id = :id)
                        """)
                .param("id", id)
                .query(JdbcCaseDocuments::read)
                .list()
                .forEach(document -> documents.put(document.id(), document));
        return jdbc.sql("""
                        SELECT t.*
                        FROM case_timeline t JOIN tns_case c ON c.id = t.case_id
                        WHERE t.case_id = :id AND %s AND (:desk OR NOT t.internal)
                        ORDER BY t.sequence
                        """.formatted(VISIBLE))
                .param("id", id)
                .param("tenant", tenantOf(viewer))
                .param("desk", viewer.insideTheDesk())
                .query((row, _) -> entry(row, documents))
                .list();
    }

    @Override
    public List<TnsCase> list(Party viewer, CaseQuery query) {
        if (!query.view().offeredTo(viewer)) {
            return List.of();
        }
        boolean queue = query.view() == CaseQuery.View.QUEUE;
        Conditions conditions = new Conditions(VISIBLE);
        conditions.parameters.put("tenant", tenantOf(viewer));
        if (query.view() == CaseQuery.View.MINE) {
            conditions.and(
                    viewer.insideTheDesk() ? "assignee = :subject" : "opened_by = :subject AND NOT automatic",
                    Map.of("subject", viewer.subject()));
        }
        switch (query.state()) {
            case OPEN -> conditions.and("closed_at IS NULL", Map.of());
            case CLOSED -> conditions.and("closed_at IS NOT NULL", Map.of());
            case ALL -> {}
        }
        query.country().ifPresent(country -> conditions.and("country = :country", Map.of("country", country.code())));
        if (!query.statuses().isEmpty()) {
            conditions.and(
                    "status = ANY (CAST(:statuses AS text[]))",
                    Map.of(
                            "statuses",
                            query.statuses().stream().map(CaseStatus::name).toArray(String[]::new)));
        }
        query.overdue().ifPresent(overdue -> conditions.and(overdue ? "overdue" : "NOT overdue", Map.of()));
        query.assigned()
                .ifPresent(assigned -> conditions.and("assignee IS " + (assigned ? "NOT NULL" : "NULL"), Map.of()));
        query.search().ifPresent(search -> search(search, viewer, conditions));
        query.before()
                .ifPresent(before -> conditions.and(
                        queue ? "number > :before" : "number < :before", Map.of("before", before.sequence())));
        return jdbc.sql("SELECT " + LISTED + " FROM tns_case WHERE " + conditions.text + " ORDER BY number"
                        + (queue ? "" : " DESC") + " LIMIT :limit")
                .params(conditions.parameters)
                .param("limit", query.limit())
                .query(this::read)
                .list();
    }

    /** A case's number, a phone number, or words that must all be there: in title, description or what was said. */
    private static void search(String search, Party viewer, Conditions conditions) {
        Optional<CaseNumber> number = CaseNumber.parse(search);
        if (number.isPresent()) {
            conditions.and("number = :number", Map.of("number", number.get().sequence()));
            return;
        }
        String digits = search.replaceAll("[\\s().-]", "");
        if (PHONE_NUMBER.matcher(digits).matches()) {
            conditions.and("numbers @> CAST(:phoneNumbers AS text[])", Map.of("phoneNumbers", new String[] {digits}));
            return;
        }
        String said = viewer.insideTheDesk() ? "" : " AND NOT internal";
        String[] words = search.split("\\s+");
        for (int word = 0; word < Math.min(words.length, MOST_WORDS); word++) {
            String name = "word" + word;
            // Each branch has an index of its own, which an OR over both tables could not use.
            conditions.and(
                    """
                    id IN (SELECT w.id FROM tns_case w WHERE w.title ILIKE :%1$s OR w.description ILIKE :%1$s
                           UNION ALL SELECT t.case_id FROM case_timeline t WHERE t.words ILIKE :%1$s%2$s)""".formatted(name, said),
                    Map.of(name, "%" + words[word].replaceAll("([\\\\%_])", "\\\\$1") + "%"));
        }
    }

    /** What rows must be, as text and parameters. */
    private static final class Conditions {
        private final StringBuilder text;
        private final Map<String, @Nullable Object> parameters = new HashMap<>();

        Conditions(String first) {
            this.text = new StringBuilder(first);
        }

        void and(String condition, Map<String, ?> named) {
            text.append(" AND ").append(condition);
            parameters.putAll(named);
        }
    }

    @Override
    public Optional<CaseDocument> document(Party viewer, UUID caseId, UUID documentId) {
        return jdbc.sql("""
                        SELECT d.id, d.name, d.media_type, d.size_bytes, d.quarantined
                        FROM document d
                        WHERE d.id = :document
                          AND EXISTS (SELECT FROM case_timeline t JOIN tns_case c ON c.id = t.case_id
                                      WHERE t.case_id = :id AND %s AND (:desk OR NOT t.internal) AND d.id = ANY (t.document_ids))
                        """.formatted(VISIBLE.replace("tenant_id", "c.tenant_id")))
                .param("document", documentId)
                .param("id", caseId)
                .param("tenant", tenantOf(viewer))
                .param("desk", viewer.insideTheDesk())
                .query(JdbcCaseDocuments::read)
                .optional();
    }

    /** Whether it was written: not if the revision that it builds on is gone. */
    private boolean write(String change, Optional<TnsCase> before, Decision.Accepted accepted) {
        if (!writeRows(change, before, accepted)) {
            return false;
        }
        Optional<Instant> wakeAt = accepted.after().wakeAt();
        if (!before.flatMap(TnsCase::wakeAt).equals(wakeAt)) {
            timers.wake(accepted.after().id(), wakeAt);
        }
        return true;
    }

    private boolean writeRows(String change, Optional<TnsCase> before, Decision.Accepted accepted) {
        List<OutboxMessage> published = messages.of(before, accepted);
        Map<String, @Nullable Object> parameters = parameters(before, accepted);
        if (published.isEmpty()) {
            return jdbc.sql(change + "SELECT count(*) FROM changed")
                            .params(parameters)
                            .query(Integer.class)
                            .single()
                    == 1;
        }
        parameters.putAll(outbox.parameters(published));
        int rows = jdbc.sql(change + OutboxSql.insertIfAny("changed"))
                .params(parameters)
                .update();
        if (rows == 0) {
            return false;
        }
        if (rows != published.size()) {
            throw new IllegalStateException("%d messages written as %d rows".formatted(published.size(), rows));
        }
        outbox.appendedInThisTransaction();
        return true;
    }

    private Map<String, @Nullable Object> parameters(Optional<TnsCase> before, Decision.Accepted accepted) {
        TnsCase after = accepted.after();
        CaseEvent event = accepted.event();
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("id", after.id());
        parameters.put("contacts", json.writeValueAsString(after.contacts()));
        parameters.put("status", after.status().name());
        parameters.put("assignee", after.assignee().map(Party.Desk::subject).orElse(null));
        parameters.put("assigneeName", after.assignee().map(Party.Desk::name).orElse(null));
        parameters.put("updatedAt", utc(after.updatedAt()));
        parameters.put(
                "closedAt", after.closing().map(closing -> utc(closing.at())).orElse(null));
        parameters.put("closingCode", after.closing().map(CaseClosing::code).orElse(null));
        parameters.put(
                "closingWords", after.closing().flatMap(CaseClosing::words).orElse(null));
        ServiceClock clock = after.progress().clock();
        parameters.put("clockRan", clock.ran().toNanos());
        parameters.put("clockSince", clock.runningSince().map(JdbcCases::utc).orElse(null));
        parameters.put("answered", clock.answered());
        parameters.put("overdue", clock.overdue());
        parameters.put("due", after.progress().due());
        parameters.put("numbersChecked", after.progress().numbersChecked());
        parameters.put("orders", json.writeValueAsString(after.progress().orders()));
        parameters.put(
                "rating",
                after.progress().rating().map(json::writeValueAsString).orElse(null));
        parameters.put("activityVersion", after.activityVersion());
        parameters.put("contactsRevision", after.contactsRevision());
        parameters.put("revision", after.revision());
        parameters.put("activity", TimelineEntry.Activity.of(event).name());
        parameters.put("fromStatus", before.map(b -> b.status().name()).orElse(null));
        parameters.put("at", utc(event.at()));
        parameters.put("side", TimelineEntry.Side.of(event.by()).name());
        parameters.put("actor", event.by().subject());
        parameters.put("actorName", event.by().name());
        parameters.put("words", event.text().orElse(null));
        parameters.put("entryClosingCode", closingCode(event).orElse(null));
        parameters.put(
                "documentIds",
                event.documents().stream().map(d -> d.id().toString()).toArray(String[]::new));
        parameters.put("stars", event instanceof CaseEvent.Rated rated ? rated.stars() : null);
        parameters.put("internal", event.internal());
        if (before.isEmpty()) {
            parameters.put("number", after.number().sequence());
            parameters.put("tenantId", after.tenantId());
            parameters.put("openedBy", after.openedBy().subject());
            parameters.put("openedByName", after.openedBy().name());
            parameters.put("automatic", after.openedBy() instanceof Party.Automatic);
            parameters.put("firstAnswerTarget", clock.target().firstAnswer().toNanos());
            parameters.put("solutionTarget", clock.target().solution().toNanos());
            parameters.put("category", after.category().name());
            parameters.put("type", after.type().map(CaseType::name).orElse(null));
            parameters.put("country", after.country().code());
            parameters.put("title", after.title());
            parameters.put("description", after.description());
            parameters.put("fields", json.writeValueAsString(after.fields()));
            parameters.put("numbers", after.numbers().toArray(String[]::new));
            parameters.put(
                    "requestedLocal", after.requested().map(LocalMoment::local).orElse(null));
            parameters.put(
                    "requestedZone",
                    after.requested().map(moment -> moment.zone().getId()).orElse(null));
            parameters.put(
                    "requestedAt",
                    after.requested().map(moment -> utc(moment.instant())).orElse(null));
            parameters.put("openedAt", utc(after.openedAt()));
        }
        return parameters;
    }

    private static Optional<String> closingCode(CaseEvent event) {
        return switch (event) {
            case CaseEvent.Resolved resolved ->
                Optional.of(resolved.resolution().name());
            case CaseEvent.Cancelled cancelled -> Optional.of(cancelled.reason().name());
            case CaseEvent.Opened _,
                    CaseEvent.Commented _,
                    CaseEvent.Reopened _,
                    CaseEvent.Asked _,
                    CaseEvent.Assigned _,
                    CaseEvent.OrdersLinked _,
                    CaseEvent.DocumentReleased _,
                    CaseEvent.BecameDue _,
                    CaseEvent.BecameOverdue _,
                    CaseEvent.Rated _,
                    CaseEvent.ContactsChanged _,
                    CaseEvent.Noted _ -> Optional.empty();
        };
    }

    private TnsCase read(ResultSet row, int number) throws SQLException {
        CaseStatus status = CaseStatus.valueOf(row.getString("status"));
        Map<String, Object> fields = new LinkedHashMap<>(json.readValue(row.getString("fields"), FIELDS));
        return new TnsCase(
                row.getObject("id", UUID.class),
                new CaseNumber(row.getLong("number")),
                row.getString("tenant_id"),
                row.getBoolean("automatic")
                        ? new Party.Automatic()
                        : new Party.Customer(
                                row.getString("opened_by"),
                                row.getString("opened_by_name"),
                                row.getString("tenant_id")),
                CaseCategory.valueOf(row.getString("category")),
                Optional.ofNullable(row.getString("type")).map(CaseType::valueOf),
                Country.valueOf(row.getString("country")),
                row.getString("title"),
                row.getString("description"),
                fields,
                Stream.of((String[]) array(row, "numbers")).toList(),
                requested(row),
                json.readValue(row.getString("contacts"), CONTACTS),
                status,
                Optional.ofNullable(row.getString("assignee"))
                        .map(subject -> new Party.Desk(subject, nameOf(row, "assignee_name", subject))),
                instant(row, "opened_at"),
                instant(row, "updated_at"),
                closing(row, status),
                progress(row),
                row.getLong("activity_version"),
                row.getLong("contacts_revision"),
                row.getLong("revision"));
    }

    private CaseProgress progress(ResultSet row) throws SQLException {
        OffsetDateTime since = row.getObject("clock_since", OffsetDateTime.class);
        return new CaseProgress(
                new ServiceClock(
                        new ServiceTarget(
                                Duration.ofNanos(row.getLong("first_answer_target")),
                                Duration.ofNanos(row.getLong("solution_target"))),
                        Duration.ofNanos(row.getLong("clock_ran")),
                        Optional.ofNullable(since).map(OffsetDateTime::toInstant),
                        row.getBoolean("answered"),
                        row.getBoolean("overdue")),
                row.getBoolean("due"),
                row.getBoolean("numbers_checked"),
                json.readValue(row.getString("orders"), ORDERS),
                Optional.ofNullable(row.getString("rating")).map(rating -> json.readValue(rating, Rating.class)));
    }

    private static Optional<LocalMoment> requested(ResultSet row) throws SQLException {
        LocalDateTime local = row.getObject("requested_local", LocalDateTime.class);
        if (local == null) {
            return Optional.empty();
        }
        return Optional.of(
                new LocalMoment(local, ZoneId.of(row.getString("requested_zone")), instant(row, "requested_at")));
    }

    private static Optional<CaseClosing> closing(ResultSet row, CaseStatus status) throws SQLException {
        Optional<String> words = Optional.ofNullable(row.getString("closing_words"));
        return switch (status) {
            case NEW, IN_PROGRESS, WAITING_FOR_CUSTOMER -> Optional.empty();
            case RESOLVED ->
                Optional.of(new CaseClosing.Resolved(
                        instant(row, "closed_at"), ResolutionCode.valueOf(row.getString("closing_code")), words));
            case CANCELLED ->
                Optional.of(new CaseClosing.Cancelled(
                        instant(row, "closed_at"), CancelReason.valueOf(row.getString("closing_code")), words));
        };
    }

    private static TimelineEntry entry(ResultSet row, Map<UUID, CaseDocument> documents) throws SQLException {
        List<CaseDocument> attached = Stream.of((UUID[]) array(row, "document_ids"))
                .map(documents::get)
                .filter(Objects::nonNull)
                .toList();
        return new TimelineEntry(
                row.getLong("sequence"),
                TimelineEntry.Activity.valueOf(row.getString("activity")),
                Optional.ofNullable(row.getString("from_status")).map(CaseStatus::valueOf),
                CaseStatus.valueOf(row.getString("to_status")),
                instant(row, "at"),
                TimelineEntry.Side.valueOf(row.getString("side")),
                row.getString("actor"),
                row.getString("actor_name"),
                Optional.ofNullable(row.getString("words")),
                Optional.ofNullable(row.getString("closing_code")),
                Optional.ofNullable(row.getObject("stars", Integer.class)),
                attached,
                row.getBoolean("internal"));
    }

    private static Object array(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return array.getArray();
    }

    private static String nameOf(ResultSet row, String column, String otherwise) {
        try {
            return Objects.requireNonNullElse(row.getString(column), otherwise);
        } catch (SQLException e) {
            throw new IllegalStateException("No column " + column, e);
        }
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable String tenantOf(Party viewer) {
        return switch (viewer) {
            case Party.Customer customer -> customer.tenantId();
            case Party.Desk _, Party.Automatic _ -> null;
        };
    }
}
