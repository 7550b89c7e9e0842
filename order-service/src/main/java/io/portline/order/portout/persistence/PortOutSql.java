package io.portline.order.portout.persistence;

import io.portline.messaging.outbox.OutboxSql;

/** The statements about port-outs. */
final class PortOutSql {

    private PortOutSql() {}

    static final String OWNERS = """
            SELECT i.number, i.tenant_id FROM inventory_number i WHERE i.number = ANY (CAST(:numbers AS text[]))
            """;

    /**
     * A tenant whose country no token of its own has told yet is taken for one in the US, whose numbers a PIN protects, if it has any US number:
     * the doubt is not the winning carrier's to use.
     */
    static final String PROTECTION = """
            SELECT coalesce(
                     (SELECT c.country = 'US' FROM tenant_country c WHERE c.tenant_id = :tenant),
                     EXISTS (SELECT FROM inventory_number i WHERE i.tenant_id = :tenant AND i.country = 'US')) AS pin_needed,
                   s.pin, coalesce(a.wrong_at, '{}') AS wrong_at, a.locked_until
            FROM (VALUES (1)) AS one (row)
            LEFT JOIN port_out_settings s ON s.tenant_id = :tenant
            LEFT JOIN port_out_attempts a ON a.tenant_id = :tenant AND a.carrier_id = :carrier
            """;

    static final String EXISTS = """
            SELECT EXISTS (SELECT FROM port_out p WHERE p.carrier_id = :carrier AND p.request_id = :request)
            """;

    /** So that there is a row to share-lock. */
    static final String ENSURE_SETTINGS = """
            INSERT INTO port_out_settings (tenant_id) VALUES (:tenant) ON CONFLICT DO NOTHING
            """;

    static final String SETTINGS = """
            SELECT s.pin, s.pin_changed_at, s.pin_changed_by, s.pin_contact, s.contacts
            FROM port_out_settings s WHERE s.tenant_id = :tenant
            """;

    /** Neither PIN nor contacts change until this transaction ends. */
    static final String SETTINGS_SHARED = SETTINGS + " FOR SHARE";

    /** The row of the count, locked until this transaction ends. */
    static final String LOCK_ATTEMPTS = """
            INSERT INTO port_out_attempts AS a (tenant_id, carrier_id, wrong_at, locked_until)
            VALUES (:tenant, :carrier, '{}', NULL)
            ON CONFLICT (tenant_id, carrier_id) DO UPDATE SET carrier_id = excluded.carrier_id
            RETURNING a.wrong_at, a.locked_until
            """;

    static final String SAVE_ATTEMPTS = """
            UPDATE port_out_attempts SET wrong_at = CAST(:wrongAt AS timestamptz[]), locked_until = :lockedUntil
            WHERE tenant_id = :tenant AND carrier_id = :carrier
            """;

    /** In the order of the numbers, so that two requests wait for each other instead of deadlocking. */
    static final String CLAIM = """
            INSERT INTO port_out_number (port_out_id, number, active)
            SELECT :id, n.number, true FROM unnest(CAST(:numbers AS text[])) AS n (number)
            ORDER BY n.number
            ON CONFLICT (number) WHERE active DO NOTHING
            RETURNING number
            """;

    static final String FORGET_CLAIMS = "DELETE FROM port_out_number WHERE port_out_id = :id";

    /** The numbers of a rejected request stay in its history and claim nothing. */
    static final String RELEASE_CLAIMS = """
            INSERT INTO port_out_number AS n (port_out_id, number, active)
            SELECT :id, u.number, false FROM unnest(CAST(:numbers AS text[])) AS u (number)
            ON CONFLICT (port_out_id, number) DO UPDATE SET active = false
            """;

    /** Whoever submitted the orders that brought the numbers: told of port-outs where nobody else is named. */
    static final String SUBMITTERS = """
            SELECT DISTINCT ON (lower(c.contact ->> 'email')) c.contact
            FROM inventory_number i
            JOIN port_order o ON o.id = i.order_id
            CROSS JOIN LATERAL jsonb_array_elements(o.contacts) AS c (contact)
            WHERE i.number = ANY (CAST(:numbers AS text[])) AND i.tenant_id = :tenant AND c.contact ->> 'role' = 'SUBMITTER'
            ORDER BY lower(c.contact ->> 'email')
            LIMIT 20
            """;

    private static final String ENTRIES = """
            INSERT INTO port_out_timeline (port_out_id, sequence, from_status, to_status, at, actor, reasons)
            SELECT c.id, t.sequence, t.from_status, t.to_status, t.at, t.actor, CAST(t.reasons AS jsonb)
            FROM %s c, unnest(CAST(:tlSequences AS bigint[]), CAST(:tlFrom AS text[]), CAST(:tlTo AS text[]),
                              CAST(:tlAt AS timestamptz[]), CAST(:tlActors AS text[]), CAST(:tlReasons AS text[]))
                 AS t (sequence, from_status, to_status, at, actor, reasons)
            """;

    /** Request, timeline and outbox at once; the answer is 0 if the carrier has used the id before. */
    static final String ADD = """
            WITH created AS (
              INSERT INTO port_out (id, number, tenant_id, carrier_id, carrier_name, request_id, revision, status_version,
                                    contacts_revision, timeline_length, status, numbers, requested_local, requested_zone,
                                    requested_at, reasons, locked_until, contacts, created_at, updated_at)
              VALUES (:id, :number, :tenant, :carrier, :carrierName, :request, 1, :statusVersion,
                      :contactsRevision, :timelineLength, :status, CAST(:numbers AS text[]), :requestedLocal, :requestedZone,
                      :requestedAt, CAST(:reasons AS jsonb), :lockedUntil, CAST(:contacts AS jsonb), :createdAt, :updatedAt)
              ON CONFLICT (carrier_id, request_id) DO NOTHING
              RETURNING id),
            entries AS (
            """ + ENTRIES.formatted("created") + "), sent AS (" + OutboxSql.insertIfAny("created")
            + ") SELECT count(*) FROM created";

    static final String FIND = """
            SELECT p.* FROM port_out p WHERE p.id = :id AND (CAST(:tenant AS text) IS NULL OR p.tenant_id = :tenant)
            """;

    static final String LIST = """
            SELECT p.* FROM port_out p WHERE (CAST(:tenant AS text) IS NULL OR p.tenant_id = :tenant)
            """;

    static final String LIST_ORDER = " ORDER BY p.created_at DESC, p.id DESC LIMIT :limit";

    static final String TIMELINE = "SELECT t.* FROM port_out_timeline t WHERE t.port_out_id = :id ORDER BY t.sequence";

    /**
     * State, claims, inventory, timeline and outbox at once, or nothing if somebody was faster; the answer is 1 or 0. A number leaves the
     * inventory of that tenant only: one that came back by another order meanwhile stays.
     */
    static final String CHANGE = """
            WITH changed AS (
              UPDATE port_out p SET revision = p.revision + 1, status_version = :statusVersion, contacts_revision = :contactsRevision,
                     timeline_length = :timelineLength, status = :status, contacts = CAST(:contacts AS jsonb), updated_at = :updatedAt
              WHERE p.id = :id AND p.revision = :revision RETURNING p.id, p.tenant_id),
            settled AS (
              UPDATE port_out_number n SET active = :active FROM changed c WHERE n.port_out_id = c.id AND n.active <> :active),
            gone AS (
              DELETE FROM inventory_number i USING changed c
              WHERE i.number = ANY (CAST(:leaving AS text[])) AND i.tenant_id = c.tenant_id),
            entries AS (
            """ + ENTRIES.formatted("changed") + "), sent AS (" + OutboxSql.insertIfAny("changed")
            + ") SELECT count(*) FROM changed";

    static final String SET_PIN = """
            INSERT INTO port_out_settings (tenant_id, pin, pin_changed_at, pin_changed_by, pin_contact)
            VALUES (:tenant, :pin, :at, :by, CAST(:contact AS jsonb))
            ON CONFLICT (tenant_id) DO UPDATE
            SET pin = excluded.pin, pin_changed_at = excluded.pin_changed_at, pin_changed_by = excluded.pin_changed_by,
                pin_contact = excluded.pin_contact
            """;

    static final String SET_CONTACTS = """
            INSERT INTO port_out_settings (tenant_id, contacts) VALUES (:tenant, CAST(:contacts AS jsonb))
            ON CONFLICT (tenant_id) DO UPDATE SET contacts = excluded.contacts
            """;

    static final String UNDER_WAY = """
            SELECT p.id FROM port_out p WHERE p.tenant_id = :tenant AND p.status = 'APPROVED' ORDER BY p.id
            """;

    static final String SEEN = """
            INSERT INTO tenant_country (tenant_id, country) VALUES (:tenant, :country)
            ON CONFLICT (tenant_id) DO UPDATE SET country = excluded.country
            """;
}
