package io.portline.order.portorder.persistence;

import io.portline.messaging.outbox.OutboxSql;

/** The statements about port orders. */
final class PortOrderSql {

    private PortOrderSql() {}

    private static final String SCOPE = """
             AND (CAST(:tenant AS text) IS NULL OR o.tenant_id = :tenant)
             AND (NOT :linkedToCases OR o.case_id IS NOT NULL)
             AND (:withDeleted OR NOT o.deleted)
            """;

    static final String FIND = """
            SELECT o.* FROM port_order o WHERE o.id = :id
            """ + SCOPE;

    private static final String TIMELINE_ENTRIES = """
             unnest(CAST(:tlSequences AS bigint[]), CAST(:tlChanges AS text[]), CAST(:tlFrom AS text[]),
                    CAST(:tlTo AS text[]), CAST(:tlAt AS timestamptz[]), CAST(:tlActors AS text[]),
                    CAST(:tlActorIds AS text[]), CAST(:tlActorNames AS text[]), CAST(:tlAttempts AS int[]),
                    CAST(:tlReasons AS text[]), CAST(:tlNotes AS text[]), CAST(:tlFocs AS text[]),
                    CAST(:tlDifferences AS text[]))
                 AS t(sequence, change, from_status, to_status, at, actor, actor_id, actor_name, attempt, reasons, note, foc,
                      differences)
            """;

    private static String timelineFrom(String changed) {
        return """
                INSERT INTO port_order_timeline (order_id, sequence, change, from_status, to_status, at, actor, actor_id,
                                                 actor_name, attempt, reasons, note, foc, differences)
                SELECT c.id, t.sequence, t.change, t.from_status, t.to_status, t.at, t.actor, t.actor_id,
                       t.actor_name, t.attempt, CAST(t.reasons AS jsonb), t.note, CAST(t.foc AS jsonb),
                       CAST(t.differences AS jsonb)
                FROM %s c,
                """.formatted(changed) + TIMELINE_ENTRIES;
    }

    /** In the order of the numbers, so that two submissions wait for each other instead of deadlocking. */
    private static String claimFrom(String order, String condition) {
        return """
                INSERT INTO port_order_number (order_id, attempt, number, active)
                SELECT c.id, c.attempt, n.number, true
                FROM %s c, unnest(CAST(:numbers AS text[])) AS n(number)
                %s
                ORDER BY n.number
                ON CONFLICT (number) WHERE active DO NOTHING
                RETURNING number
                """.formatted(order, condition);
    }

    /** Order, claimed numbers, timeline and outbox at once; the answer is the numbers that were free. */
    static final String ADD =
            """
            WITH created AS (
              INSERT INTO port_order (id, number, tenant_id, revision, status_version, request_version, contacts_revision,
                                      timeline_length, status, attempt, name, country, carrier_id, carrier_name, number_count,
                                      requested_local, requested_zone, requested_at, details, progress, contacts, passcode,
                                      case_id, linked_order_id, deleted, submitted_at, updated_at)
              VALUES (:id, :number, :tenantId, 1, :statusVersion, :requestVersion, :contactsRevision,
                      :timelineLength, :status, :attempt, :name, :country, :carrierId, :carrierName, :numberCount,
                      :requestedLocal, :requestedZone, :requestedAt, CAST(:details AS jsonb), CAST(:progress AS jsonb),
                      CAST(:contacts AS jsonb), CAST(:passcode AS jsonb), :caseId, :linkedOrderId, :deleted,
                      :submittedAt, :updatedAt)
              RETURNING id, attempt),
            claimed AS (
            """ + claimFrom("created", "") + "), entries AS (" + timelineFrom("created") + "), sent AS ("
                    + OutboxSql.insertIfAny("created") + ") SELECT number FROM claimed";

    private static final String STATE = """
              UPDATE port_order o SET revision = o.revision + 1, status_version = :statusVersion,
                     request_version = :requestVersion, contacts_revision = :contactsRevision, timeline_length = :timelineLength,
                     status = :status, attempt = :attempt, foc_local = :focLocal, foc_zone = :focZone, foc_at = :focAt,
                     progress = CAST(:progress AS jsonb), case_id = :caseId, linked_order_id = :linkedOrderId,
                     deleted = :deleted, updated_at = :updatedAt
            """;

    private static final String GUARD = """
              WHERE o.id = :id AND o.revision = :revision RETURNING o.id, o.attempt, o.tenant_id, o.country)
            """;

    private static final String TIMELINE_AND_OUTBOX = ", entries AS (" + timelineFrom("changed") + "), sent AS ("
            + OutboxSql.insertIfAny("changed") + ") SELECT count(*) FROM changed";

    /** In one and the same order by everybody. */
    static final String HOLD =
            "SELECT FROM port_order WHERE id = ANY (CAST(:ids AS uuid[])) ORDER BY id FOR NO KEY UPDATE";

    /** What a transition changes: state, timeline and outbox at once, or nothing if somebody was faster; the answer is 1 or 0. */
    static final String CHANGE = "WITH changed AS (" + STATE + GUARD + TIMELINE_AND_OUTBOX;

    /** The same for an order that stops claiming its numbers, or has some ported, which come into the tenant's inventory then. */
    static final String CHANGE_AND_SETTLE_NUMBERS = "WITH changed AS (" + STATE + GUARD + """
            , settled AS (
              UPDATE port_order_number n SET active = false, ported = n.number = ANY (CAST(:ported AS text[]))
              FROM changed c WHERE n.order_id = c.id AND n.attempt = c.attempt),
            stocked AS (
              INSERT INTO inventory_number (number, tenant_id, country, type, assigned, since, order_id)
              SELECT m.number, c.tenant_id, c.country, m.type, false, :updatedAt, c.id
              FROM changed c, unnest(CAST(:moved AS text[]), CAST(:movedTypes AS text[])) AS m (number, type)
              ORDER BY m.number
              ON CONFLICT (number) DO UPDATE
              SET tenant_id = excluded.tenant_id, country = excluded.country, type = excluded.type, assigned = false,
                  since = excluded.since, order_id = excluded.order_id)
            """ + TIMELINE_AND_OUTBOX;

    /** The same with new contacts. */
    static final String CHANGE_CONTACTS =
            "WITH changed AS (" + STATE + ", contacts = CAST(:contacts AS jsonb)" + GUARD + TIMELINE_AND_OUTBOX;

    /** The same with everything that a resubmission replaces. */
    static final String RESUBMIT = "WITH changed AS (" + STATE + """
            , name = :name, carrier_id = :carrierId, carrier_name = :carrierName, number_count = :numberCount,
              requested_local = :requestedLocal, requested_zone = :requestedZone, requested_at = :requestedAt,
              details = CAST(:details AS jsonb), contacts = CAST(:contacts AS jsonb), passcode = CAST(:passcode AS jsonb)
            """ + GUARD + TIMELINE_AND_OUTBOX;

    /** Those numbers of a new attempt that the order does not hold from an earlier one. */
    static final String CLAIM_FURTHER =
            "WITH o AS (SELECT CAST(:id AS uuid) AS id, CAST(:attempt AS int) AS attempt) " + claimFrom("o", """
                    WHERE NOT EXISTS (
                      SELECT FROM port_order_number h WHERE h.order_id = c.id AND h.active AND h.number = n.number)
                    """);

    /**
     * After the further ones: as long as an order waits for a number it lets go of none, or two that want each other's would wait for each other.
     */
    static final String RELEASE_EARLIER_ATTEMPTS = """
            UPDATE port_order_number SET active = false WHERE order_id = :id AND active AND attempt < :attempt RETURNING number
            """;

    /** What was released and is claimed again: whoever wants it meanwhile waits for us. */
    static final String CLAIM =
            "WITH o AS (SELECT CAST(:id AS uuid) AS id, CAST(:attempt AS int) AS attempt) " + claimFrom("o", "");

    /** The numbers of several new orders in one order, see {@link #claimFrom}. */
    static final String CLAIM_FOR_ALL = """
            INSERT INTO port_order_number (order_id, attempt, number, active)
            SELECT n.order_id, 1, n.number, true
            FROM unnest(CAST(:orders AS uuid[]), CAST(:numbers AS text[])) AS n(order_id, number)
            ORDER BY n.number
            ON CONFLICT (number) WHERE active DO NOTHING
            RETURNING number
            """;

    static final String TIMELINE = """
            SELECT * FROM port_order_timeline WHERE order_id = :id ORDER BY sequence
            """;

    static final String IN_ACTIVE_ORDERS = """
            SELECT n.number FROM port_order_number n
            WHERE n.active AND n.number = ANY (CAST(:numbers AS text[]))
              AND (CAST(:except AS uuid) IS NULL OR n.order_id <> :except)
            """;

    static final String PORTED_TO_US = """
            SELECT i.number FROM inventory_number i WHERE i.number = ANY (CAST(:numbers AS text[]))
            """;

    /** The letter of an attempt that is given up stays among the order's documents. */
    static final String KEEP_LETTER = """
            INSERT INTO port_order_document (order_id, document_id, added_at)
            VALUES (:id, :letter, :at) ON CONFLICT DO NOTHING
            """;

    static final String LIST_COLUMNS = """
            SELECT o.id, o.number, o.tenant_id, o.name, o.country, o.status, o.attempt, o.carrier_id, o.carrier_name,
                   o.number_count, o.requested_local, o.requested_zone, o.requested_at, o.foc_local, o.foc_zone, o.foc_at,
                   o.submitted_at, o.updated_at, o.port_at, o.case_id,
                   CASE WHEN o.status = 'ERROR' THEN CAST(o.progress -> 'reasons' AS text) END AS reasons
            FROM port_order o
            WHERE NOT o.deleted
            """;

    static final String COUNT_BY_STATUS = """
            SELECT status, count(*) AS orders FROM port_order WHERE NOT deleted GROUP BY status
            """;
}
