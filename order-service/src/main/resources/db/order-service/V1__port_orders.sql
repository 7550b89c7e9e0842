-- Business times have no defaults here: they come from the business clock.
CREATE SEQUENCE port_order_number_seq;

CREATE TABLE port_order (
    id                uuid PRIMARY KEY,
    number            text        NOT NULL UNIQUE,
    tenant_id         text        NOT NULL,
    -- Of the row, for ETags; apart from the versions of the topics.
    revision          bigint      NOT NULL,
    status_version    bigint      NOT NULL,
    request_version   bigint      NOT NULL,
    contacts_revision bigint      NOT NULL,
    timeline_length   bigint      NOT NULL,
    status            text        NOT NULL CHECK (status IN ('PROCESSING', 'CONTACTING_CARRIER', 'TRANSFER_APPROVED',
                                                             'TRANSFER_PENDING', 'ERROR', 'COMPLETED', 'CANCELLED')),
    attempt           integer     NOT NULL CHECK (attempt >= 1),
    name              text        NOT NULL,
    country           text        NOT NULL,
    carrier_id        text        NOT NULL,
    carrier_name      text        NOT NULL,
    number_count      integer     NOT NULL CHECK (number_count BETWEEN 1 AND 999),
    requested_local   timestamp   NOT NULL,
    requested_zone    text        NOT NULL,
    requested_at      timestamptz NOT NULL,
    foc_local         timestamp,
    foc_zone          text,
    foc_at            timestamptz,
    -- What was submitted, whole; changes with a resubmission only, so that a transition does not write it again.
    details           jsonb       NOT NULL,
    -- Where it stands, beyond the columns.
    progress          jsonb       NOT NULL,
    contacts          jsonb       NOT NULL,
    -- Encrypted, see PasscodeCipher.
    passcode          jsonb,
    case_id           uuid,
    linked_order_id   uuid,
    deleted           boolean     NOT NULL,
    submitted_at      timestamptz NOT NULL,
    updated_at        timestamptz NOT NULL,
    CHECK ((foc_at IS NULL) = (foc_local IS NULL) AND (foc_at IS NULL) = (foc_zone IS NULL))
);

CREATE INDEX port_order_by_tenant ON port_order (tenant_id, submitted_at DESC, id DESC) WHERE NOT deleted;
CREATE INDEX port_order_by_time ON port_order (submitted_at DESC, id DESC) WHERE NOT deleted;
CREATE INDEX port_order_by_case ON port_order (case_id) WHERE case_id IS NOT NULL;

-- Every number of every attempt, for good: a number keeps its history.
CREATE TABLE port_order_number (
    order_id uuid    NOT NULL REFERENCES port_order,
    attempt  integer NOT NULL,
    number   text    NOT NULL,
    active   boolean NOT NULL,
    ported   boolean NOT NULL DEFAULT false,
    PRIMARY KEY (order_id, attempt, number)
);

-- A number is in at most one active order, of whichever tenant. This decides, no read does.
CREATE UNIQUE INDEX port_order_number_active ON port_order_number (number) WHERE active;
CREATE INDEX port_order_number_history ON port_order_number (number);

CREATE TABLE port_order_timeline (
    order_id   uuid        NOT NULL REFERENCES port_order,
    sequence   bigint      NOT NULL,
    change     text        NOT NULL,
    from_status text,
    to_status  text        NOT NULL,
    at         timestamptz NOT NULL,
    actor      text        NOT NULL,
    actor_id   text,
    actor_name text,
    attempt    integer     NOT NULL,
    reasons    jsonb       NOT NULL,
    note       text,
    foc        jsonb,
    PRIMARY KEY (order_id, sequence)
);

CREATE TABLE document (
    id          uuid PRIMARY KEY,
    tenant_id   text        NOT NULL,
    kind        text        NOT NULL,
    name        text        NOT NULL,
    media_type  text        NOT NULL,
    size_bytes  bigint      NOT NULL,
    content     bytea       NOT NULL,
    uploaded_by text,
    uploaded_at timestamptz NOT NULL
);

-- PDF is compressed already.
ALTER TABLE document ALTER COLUMN content SET STORAGE EXTERNAL;

-- The gateway's carriers as last heard, so that orders can be checked while it is away.
CREATE TABLE carrier_directory (
    only_row   boolean PRIMARY KEY CHECK (only_row),
    carriers   jsonb       NOT NULL,
    -- Real time.
    fetched_at timestamptz NOT NULL
);
