-- The dashboard's read model. Everything here comes from topics and can be dropped and built again from them.
-- changed_xid is the transaction that wrote a row last: live pages ask for what was written since the last settled
-- transaction, which, unlike a sequence, cannot skip a row that commits late.

CREATE TABLE port_order (
    order_id               uuid        PRIMARY KEY,
    tenant_id              text        NOT NULL,
    order_number           text        NOT NULL,
    version                bigint      NOT NULL,
    changed_xid            xid8        NOT NULL DEFAULT pg_current_xact_id(),
    occurred_at            timestamptz NOT NULL,
    name                   text        NOT NULL,
    country                text        NOT NULL,
    status                 text        NOT NULL,
    attempt                integer     NOT NULL,
    carrier_id             text        NOT NULL,
    carrier_name           text        NOT NULL,
    port_type              text        NOT NULL,
    numbers                text[]      NOT NULL,
    ported_numbers         text[]      NOT NULL,
    requested_at           timestamptz NOT NULL,
    requested_zone         text        NOT NULL,
    foc_at                 timestamptz,
    foc_zone               text,
    requested_foc_at       timestamptz,
    requested_foc_zone     text,
    carrier_cancel_pending boolean     NOT NULL,
    reasons                jsonb       NOT NULL,
    ball                   text        NOT NULL,
    ball_since             timestamptz NOT NULL,
    answer_due_by          timestamptz,
    editable_until         timestamptz,
    cancellable_until      timestamptz,
    submitted_at           timestamptz NOT NULL,
    case_id                uuid,
    linked_order_id        uuid,
    deleted                boolean     NOT NULL
);

-- The order history's pages: newest first, with or without a status or a country.
CREATE INDEX port_order_history ON port_order (tenant_id, submitted_at DESC, order_id DESC) WHERE NOT deleted;
CREATE INDEX port_order_history_by_status ON port_order (tenant_id, status, submitted_at DESC, order_id DESC) WHERE NOT deleted;
CREATE INDEX port_order_by_number ON port_order (tenant_id, order_number);
CREATE INDEX port_order_changed ON port_order (changed_xid);
-- Operations: counts by status, transfers by day, what is overdue.
CREATE INDEX port_order_status ON port_order (status, foc_at) WHERE NOT deleted;

-- Beside the array in port_order, so that a change of status need not touch 999 index entries.
CREATE TABLE port_order_number (
    tenant_id text NOT NULL,
    number    text NOT NULL,
    order_id  uuid NOT NULL,
    PRIMARY KEY (tenant_id, number, order_id)
);
CREATE INDEX port_order_number_order ON port_order_number (order_id);

CREATE TABLE port_order_event (
    order_id           uuid        NOT NULL,
    version            bigint      NOT NULL,
    tenant_id          text        NOT NULL,
    event_id           uuid        NOT NULL,
    occurred_at        timestamptz NOT NULL,
    change             text        NOT NULL,
    actor              text        NOT NULL,
    from_status        text,
    to_status          text        NOT NULL,
    attempt            integer     NOT NULL,
    reasons            jsonb       NOT NULL,
    foc_at             timestamptz,
    foc_zone           text,
    requested_foc_at   timestamptz,
    requested_foc_zone text,
    PRIMARY KEY (order_id, version)
);

CREATE TABLE support_case (
    case_id             uuid        PRIMARY KEY,
    tenant_id           text        NOT NULL,
    case_number         text        NOT NULL,
    version             bigint      NOT NULL,
    changed_xid         xid8        NOT NULL DEFAULT pg_current_xact_id(),
    occurred_at         timestamptz NOT NULL,
    status              text        NOT NULL,
    category            text        NOT NULL,
    type                text,
    country             text        NOT NULL,
    title               text        NOT NULL,
    requested_at        timestamptz,
    requested_zone      text,
    assigned            boolean     NOT NULL,
    first_answer_due_by timestamptz,
    solution_due_by     timestamptz,
    overdue             boolean     NOT NULL,
    closing_reason      text,
    linked_order_ids    uuid[]      NOT NULL,
    opened_at           timestamptz NOT NULL,
    closed_at           timestamptz
);
CREATE INDEX support_case_company ON support_case (tenant_id, opened_at DESC, case_id DESC);
-- The desk's queue: open cases, the most urgent first.
CREATE INDEX support_case_queue ON support_case ((coalesce(first_answer_due_by, solution_due_by, 'infinity'::timestamptz)), case_id)
    WHERE status IN ('NEW', 'IN_PROGRESS', 'WAITING_FOR_CUSTOMER');
CREATE INDEX support_case_changed ON support_case (changed_xid);

CREATE TABLE support_case_event (
    case_id        uuid        NOT NULL,
    version        bigint      NOT NULL,
    tenant_id      text        NOT NULL,
    event_id       uuid        NOT NULL,
    occurred_at    timestamptz NOT NULL,
    activity       text        NOT NULL,
    actor          text        NOT NULL,
    from_status    text,
    to_status      text        NOT NULL,
    words          text,
    closing_reason text,
    documents      jsonb       NOT NULL,
    PRIMARY KEY (case_id, version)
);

-- One contact or endpoint and one cause: what became of the notification.
CREATE TABLE delivery (
    delivery_id    uuid        PRIMARY KEY,
    tenant_id      text        NOT NULL,
    subject_id     uuid        NOT NULL,
    version        bigint      NOT NULL,
    changed_xid    xid8        NOT NULL DEFAULT pg_current_xact_id(),
    occurred_at    timestamptz NOT NULL,
    channel        text        NOT NULL,
    notification   text        NOT NULL,
    cause_event_id uuid        NOT NULL,
    contact_id     uuid,
    result         text        NOT NULL,
    attempts       integer     NOT NULL,
    message_id     text,
    detail         text
);
CREATE INDEX delivery_subject ON delivery (tenant_id, subject_id, occurred_at DESC);
CREATE INDEX delivery_changed ON delivery (changed_xid);
CREATE INDEX delivery_recent ON delivery (occurred_at);
