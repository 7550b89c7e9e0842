CREATE TABLE webhook_endpoint (
    id              uuid        PRIMARY KEY,
    tenant_id       text        NOT NULL,
    url             text        NOT NULL,
    description     text        NOT NULL,
    event_types     text[]      NOT NULL,
    enabled         boolean     NOT NULL DEFAULT true,
    disabled_reason text,
    revision        bigint      NOT NULL DEFAULT 1,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    deleted_at      timestamptz
);
COMMENT ON COLUMN webhook_endpoint.event_types IS 'what it wants to hear of, such as port-order.completed or case.*; empty is everything';
CREATE INDEX webhook_endpoint_by_tenant ON webhook_endpoint (tenant_id, id) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX webhook_endpoint_once ON webhook_endpoint (tenant_id, url) WHERE deleted_at IS NULL;

-- The newest signs; older ones sign beside it until they end.
CREATE TABLE webhook_secret (
    id          uuid        PRIMARY KEY,
    endpoint_id uuid        NOT NULL REFERENCES webhook_endpoint,
    key_name    text        NOT NULL,
    nonce       bytea       NOT NULL,
    ciphertext  bytea       NOT NULL,
    valid_until timestamptz
);
COMMENT ON COLUMN webhook_secret.ciphertext IS 'AES-256-GCM under the named key, bound to the endpoint';
COMMENT ON COLUMN webhook_secret.valid_until IS 'null for the current one';
CREATE INDEX webhook_secret_by_endpoint ON webhook_secret (endpoint_id, id);

-- What tenants with endpoints may be told, as it is sent: kept for a while, so that it can be sent again.
CREATE TABLE webhook_event (
    event_id       uuid        PRIMARY KEY,
    tenant_id      text        NOT NULL,
    type           text        NOT NULL,
    subject_kind   text,
    subject_id     uuid,
    subject_number text,
    occurred_at    timestamptz NOT NULL,
    created_at     timestamptz NOT NULL,
    payload        text        NOT NULL
);
COMMENT ON COLUMN webhook_event.subject_id IS 'null for a test';
COMMENT ON COLUMN webhook_event.payload IS 'the bytes that are signed, exactly';
CREATE INDEX webhook_event_by_tenant ON webhook_event (tenant_id, occurred_at);
CREATE INDEX webhook_event_by_age ON webhook_event (created_at);

CREATE TABLE webhook_delivery (
    id          uuid        PRIMARY KEY,
    event_id    uuid        NOT NULL REFERENCES webhook_event,
    endpoint_id uuid        NOT NULL REFERENCES webhook_endpoint,
    tenant_id   text        NOT NULL,
    subject_id  uuid,
    copy        integer     NOT NULL DEFAULT 0,
    resend_of   uuid,
    status      text        NOT NULL DEFAULT 'WAITING',
    attempts    integer     NOT NULL DEFAULT 0,
    due_at      timestamptz NOT NULL,
    created_at  timestamptz NOT NULL,
    settled_at  timestamptz,
    last_status integer,
    last_answer text,
    trace       text,
    -- Once per event and endpoint, whatever is redelivered or restarted.
    CONSTRAINT webhook_once UNIQUE (event_id, endpoint_id, copy)
) WITH (fillfactor = 85);
COMMENT ON COLUMN webhook_delivery.due_at IS 'real time; of one that is being sent, when it is taken up again should that never end';
COMMENT ON COLUMN webhook_delivery.trace IS 'traceparent of the event that it tells of';
CREATE INDEX webhook_delivery_due ON webhook_delivery (endpoint_id, due_at, id) WHERE status = 'WAITING';
CREATE INDEX webhook_delivery_by_endpoint ON webhook_delivery (endpoint_id, id);
CREATE INDEX webhook_delivery_by_subject ON webhook_delivery (subject_id, id);
CREATE INDEX webhook_delivery_by_tenant ON webhook_delivery (tenant_id, id);
