CREATE SEQUENCE tns_case_number;

CREATE TABLE document (
    id          uuid PRIMARY KEY,
    tenant_id   text        NOT NULL,
    name        text        NOT NULL,
    media_type  text        NOT NULL,
    size_bytes  bigint      NOT NULL,
    uploaded_by text        NOT NULL,
    uploaded_at timestamptz NOT NULL,
    content     bytea       NOT NULL
);
-- What is uploaded hardly compresses; trying would only cost time.
ALTER TABLE document ALTER COLUMN content SET STORAGE EXTERNAL;

CREATE TABLE tns_case (
    id                uuid PRIMARY KEY,
    number            bigint      NOT NULL UNIQUE,
    tenant_id         text        NOT NULL,
    opened_by         text        NOT NULL,
    opened_by_name    text        NOT NULL,
    category          text        NOT NULL,
    type              text,
    country           text        NOT NULL,
    title             text        NOT NULL,
    description       text        NOT NULL,
    fields            jsonb       NOT NULL,
    numbers           text[]      NOT NULL,
    requested_local   timestamp,
    requested_zone    text,
    requested_at      timestamptz,
    contacts          jsonb       NOT NULL,
    status            text        NOT NULL,
    assignee          text,
    assignee_name     text,
    opened_at         timestamptz NOT NULL,
    updated_at        timestamptz NOT NULL,
    closed_at         timestamptz,
    closing_code      text,
    closing_words     text,
    activity_version  bigint      NOT NULL,
    contacts_revision bigint      NOT NULL,
    revision          bigint      NOT NULL,
    CHECK ((closed_at IS NULL) = (status NOT IN ('RESOLVED', 'CANCELLED'))),
    CHECK ((requested_at IS NULL) = (requested_local IS NULL) AND (requested_at IS NULL) = (requested_zone IS NULL))
);

-- The views: my company's, mine, the desk's own and the desk's queue.
CREATE INDEX tns_case_of_tenant ON tns_case (tenant_id, number DESC);
CREATE INDEX tns_case_of_opener ON tns_case (tenant_id, opened_by, number DESC);
CREATE INDEX tns_case_of_assignee ON tns_case (assignee, number DESC) WHERE assignee IS NOT NULL;
CREATE INDEX tns_case_open ON tns_case (number) WHERE closed_at IS NULL;

CREATE TABLE case_timeline (
    case_id      uuid        NOT NULL REFERENCES tns_case (id),
    sequence     bigint      NOT NULL,
    activity     text        NOT NULL,
    from_status  text,
    to_status    text        NOT NULL,
    at           timestamptz NOT NULL,
    desk         boolean     NOT NULL,
    actor        text        NOT NULL,
    actor_name   text        NOT NULL,
    words        text,
    closing_code text,
    document_ids uuid[]      NOT NULL,
    internal     boolean     NOT NULL,
    PRIMARY KEY (case_id, sequence)
);
