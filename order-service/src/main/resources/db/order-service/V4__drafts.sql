-- An order that is not submitted yet: no status, no event, no claim on its numbers.
CREATE TABLE order_draft (
    id              uuid PRIMARY KEY,
    tenant_id       text        NOT NULL,
    revision        bigint      NOT NULL,
    -- What was written so far, unchecked, without the passcode.
    form            jsonb       NOT NULL,
    -- Encrypted like an order's.
    passcode        jsonb,
    created_by      text,
    created_by_name text,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL
);
CREATE INDEX order_draft_by_tenant ON order_draft (tenant_id, created_at DESC, id DESC);
