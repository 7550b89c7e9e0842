-- What messaging needs in the database of every service that uses it.

-- Unsent records. A row is deleted once Kafka has it, so the table is empty most of the time.
CREATE TABLE outbox (
    id          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic       text        NOT NULL,
    message_key text        NOT NULL,
    version     bigint      NOT NULL CHECK (version > 0),
    event_id    uuid        NOT NULL,
    ce_type     text        NOT NULL,
    headers     text        NOT NULL,
    payload     bytea,
    created_at  timestamptz NOT NULL
);
COMMENT ON COLUMN outbox.headers IS 'further record headers, "name: value" a line';
COMMENT ON COLUMN outbox.payload IS 'the final bytes; null is a tombstone';
COMMENT ON COLUMN outbox.created_at IS 'real time';

-- Emptied as fast as it is filled: vacuum by count and not by share, never lock it to give pages back,
-- and store payloads uncompressed (they are read exactly once).
ALTER TABLE outbox SET (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000,
    autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 10000,
    autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 50000,
    autovacuum_vacuum_cost_delay = 0, vacuum_truncate = false
);
ALTER TABLE outbox ALTER COLUMN payload SET STORAGE EXTERNAL;

-- One row: who may send (epoch), and the id below which nothing unsent can be (floor).
CREATE TABLE relay (
    singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    epoch     bigint  NOT NULL,
    floor     bigint  NOT NULL
);
INSERT INTO relay (epoch, floor) VALUES (0, 0);

-- Where in Kafka the last record known to be there ends; recovery reads on from here.
CREATE TABLE relay_position (
    topic     text    NOT NULL,
    partition integer NOT NULL,
    position  bigint  NOT NULL,
    PRIMARY KEY (topic, partition)
);

-- Keys whose next record Kafka refuses for good. They wait for an operator; all others go on.
CREATE TABLE held_key (
    topic       text        NOT NULL,
    message_key text        NOT NULL,
    outbox_id   bigint      NOT NULL,
    reason      text        NOT NULL,
    held_at     timestamptz NOT NULL,
    PRIMARY KEY (topic, message_key)
);

-- The last version that a consumer has handled of each key.
CREATE TABLE inbox (
    consumer    text   NOT NULL,
    topic       text   NOT NULL,
    message_key text   NOT NULL,
    version     bigint NOT NULL,
    event_id    uuid,
    PRIMARY KEY (consumer, topic, message_key)
) WITH (fillfactor = 80);

-- When a consumer started for the first time (business time): nobody is told about older events.
CREATE TABLE inbox_consumer (
    consumer         text        PRIMARY KEY,
    first_started_at timestamptz NOT NULL
);

CREATE TABLE dead_letter (
    id                bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    consumer          text        NOT NULL,
    topic             text        NOT NULL,
    "partition"       integer     NOT NULL,
    record_offset     bigint      NOT NULL,
    message_key       text        NOT NULL,
    version           bigint,
    event_id          uuid,
    ce_type           text,
    headers           text        NOT NULL,
    payload           bytea,
    confidential      boolean     NOT NULL,
    cause             text        NOT NULL CHECK (cause IN ('POISON', 'BUG', 'PARKED')),
    exception         text,
    message           text,
    stack_trace       text,
    attempts          integer     NOT NULL,
    state             text        NOT NULL CHECK (state IN ('OPEN', 'REDRIVEN', 'DISCARDED')),
    failed_at         timestamptz NOT NULL,
    resolved_at       timestamptz,
    resolved_by       text,
    resolution_reason text,
    UNIQUE (consumer, topic, "partition", record_offset)
);
CREATE INDEX dead_letter_open ON dead_letter (consumer, topic, message_key) WHERE state = 'OPEN';
COMMENT ON COLUMN dead_letter.failed_at IS 'real time';

-- db-scheduler's table. business_due and moved_to are ours: see Timers.
CREATE TABLE scheduled_tasks (
    task_name            text        NOT NULL,
    task_instance        text        NOT NULL,
    task_data            bytea,
    execution_time       timestamptz NOT NULL,
    picked               boolean     NOT NULL,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures integer,
    last_heartbeat       timestamptz,
    version              bigint      NOT NULL,
    priority             smallint,
    business_due         timestamptz,
    moved_to             timestamptz,
    PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX scheduled_tasks_execution_time ON scheduled_tasks (execution_time);
CREATE INDEX scheduled_tasks_last_heartbeat ON scheduled_tasks (last_heartbeat);
COMMENT ON COLUMN scheduled_tasks.business_due IS 'what execution_time was converted from; converted again at each start';
COMMENT ON COLUMN scheduled_tasks.moved_to IS 'new execution_time of a task that was running when it was moved';
