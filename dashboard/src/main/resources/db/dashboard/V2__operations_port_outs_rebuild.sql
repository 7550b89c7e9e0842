-- What Operations shows over a range of time without joining every event with the one before it: how long an order was
-- in the status that it left, and how far it ever came.
ALTER TABLE port_order
    ADD COLUMN status_since timestamptz,
    ADD COLUMN furthest     smallint NOT NULL DEFAULT 0;
COMMENT ON COLUMN port_order.furthest IS '1 processing … 5 completed: the last station of the way that it reached';

ALTER TABLE port_order_event
    ADD COLUMN carrier_name      text,
    ADD COLUMN seconds_in_status bigint;
COMMENT ON COLUMN port_order_event.seconds_in_status IS 'how long the order was in from_status; null if this is no change of status';

UPDATE port_order_event AS e
SET carrier_name = o.carrier_name,
    seconds_in_status = CASE WHEN e.from_status IS DISTINCT FROM e.to_status AND e.from_status IS NOT NULL THEN (
        SELECT greatest(0, extract(epoch FROM e.occurred_at - max(b.occurred_at)))::bigint
        FROM port_order_event AS b
        WHERE b.order_id = e.order_id AND b.version < e.version AND b.from_status IS DISTINCT FROM b.to_status) END
FROM port_order AS o
WHERE o.order_id = e.order_id;

UPDATE port_order AS o
SET status_since = coalesce((SELECT max(e.occurred_at) FROM port_order_event AS e
                             WHERE e.order_id = o.order_id AND e.from_status IS DISTINCT FROM e.to_status), o.occurred_at),
    furthest = coalesce((SELECT max(array_position(ARRAY['PROCESSING', 'CONTACTING_CARRIER', 'TRANSFER_APPROVED',
                                'TRANSFER_PENDING', 'COMPLETED'], e.to_status))
                         FROM port_order_event AS e WHERE e.order_id = o.order_id), 0);
ALTER TABLE port_order ALTER COLUMN status_since SET NOT NULL;

CREATE INDEX port_order_event_moves ON port_order_event (occurred_at)
    INCLUDE (from_status, to_status, change, carrier_name, seconds_in_status)
    WHERE from_status IS DISTINCT FROM to_status OR change = 'DELETED';
CREATE INDEX port_order_submitted ON port_order (submitted_at) INCLUDE (furthest, status) WHERE NOT deleted;
-- What is late: few rows wait for an answer, whatever the number of orders.
CREATE INDEX port_order_due ON port_order (answer_due_by)
    WHERE NOT deleted AND answer_due_by IS NOT NULL AND ball <> 'NOBODY';

CREATE TABLE port_out (
    port_out_id        uuid        PRIMARY KEY,
    tenant_id          text        NOT NULL,
    port_out_number    text        NOT NULL,
    version            bigint      NOT NULL,
    changed_xid        xid8        NOT NULL DEFAULT pg_current_xact_id(),
    occurred_at        timestamptz NOT NULL,
    status             text        NOT NULL,
    numbers            text[]      NOT NULL,
    winning_carrier_id text        NOT NULL,
    requested_at       timestamptz NOT NULL,
    requested_zone     text        NOT NULL,
    completes_at       timestamptz,
    completes_zone     text,
    reason_codes       text[]      NOT NULL,
    locked_until       timestamptz,
    first_seen_at      timestamptz NOT NULL
);
CREATE INDEX port_out_company ON port_out (tenant_id, first_seen_at DESC, port_out_id DESC);
CREATE INDEX port_out_changed ON port_out (changed_xid);

CREATE TABLE port_out_event (
    port_out_id  uuid        NOT NULL,
    version      bigint      NOT NULL,
    tenant_id    text        NOT NULL,
    occurred_at  timestamptz NOT NULL,
    from_status  text,
    to_status    text        NOT NULL,
    reason_codes text[]      NOT NULL,
    PRIMARY KEY (port_out_id, version)
);

CREATE INDEX support_case_title ON support_case (tenant_id, case_number);

-- Whether the read model is being built again. Not part of what a rebuild drops.
CREATE TABLE rebuild (
    singleton    boolean     PRIMARY KEY DEFAULT true CHECK (singleton),
    state        text        NOT NULL CHECK (state IN ('NONE', 'REQUESTED', 'RUNNING', 'DONE')),
    requested_by text,
    requested_at timestamptz,
    finished_at  timestamptz,
    goal         bigint      NOT NULL DEFAULT 0
);
COMMENT ON COLUMN rebuild.goal IS 'records to read, all topics together';
INSERT INTO rebuild (state) VALUES ('NONE');
