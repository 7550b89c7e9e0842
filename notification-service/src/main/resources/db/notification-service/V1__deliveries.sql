-- Whom to tell, as the contacts topics last said. The only table with addresses besides the deliveries themselves.
CREATE TABLE subject_contacts (
    subject_id     uuid    PRIMARY KEY,
    subject_kind   text    NOT NULL,
    subject_number text    NOT NULL,
    tenant_id      text    NOT NULL,
    revision       bigint  NOT NULL,
    erased         boolean NOT NULL DEFAULT false,
    contacts       jsonb   NOT NULL
);

-- What was told, once for all who were told. The facts are as they were at the time of the event.
CREATE TABLE notification (
    event_id       uuid        PRIMARY KEY,
    kind           text        NOT NULL,
    subject_kind   text        NOT NULL,
    subject_id     uuid        NOT NULL,
    subject_number text        NOT NULL,
    tenant_id      text        NOT NULL,
    facts          jsonb       NOT NULL,
    occurred_at    timestamptz NOT NULL
);

CREATE TABLE delivery (
    id              uuid        PRIMARY KEY,
    event_id        uuid        NOT NULL REFERENCES notification,
    subject_id      uuid        NOT NULL,
    tenant_id       text        NOT NULL,
    contact_id      uuid        NOT NULL,
    channel         text        NOT NULL,
    contact_name    text,
    email           text,
    language        text        NOT NULL,
    first_of_thread boolean     NOT NULL,
    status          text        NOT NULL DEFAULT 'WAITING',
    attempts        integer     NOT NULL DEFAULT 0,
    created_at      timestamptz NOT NULL,
    settled_at      timestamptz,
    message_id      text,
    last_answer     text,
    -- The promise "once per contact and event", whatever is redelivered or restarted.
    UNIQUE (event_id, contact_id, channel)
);

CREATE INDEX delivery_by_subject ON delivery (subject_id, contact_id, id);
CREATE INDEX delivery_by_tenant ON delivery (tenant_id, id);

-- The version of the next outcome event of a subject.
CREATE TABLE subject_outcomes (
    subject_id uuid   PRIMARY KEY,
    version    bigint NOT NULL
);
