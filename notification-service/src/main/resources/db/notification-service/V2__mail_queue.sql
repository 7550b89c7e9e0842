-- What is due, or will be: narrow rows that are moved and removed while the deliveries themselves stay where they are.
CREATE TABLE mail_queue (
    delivery_id uuid        PRIMARY KEY,
    domain      text        NOT NULL,
    due_at      timestamptz NOT NULL,
    paced       boolean     NOT NULL DEFAULT false,
    trace       text
) WITH (fillfactor = 70);
COMMENT ON COLUMN mail_queue.domain IS 'of the address; the other side of a rate limit';
COMMENT ON COLUMN mail_queue.due_at IS 'real time; of one that is being sent, when it is taken up again should that never end';
COMMENT ON COLUMN mail_queue.trace IS 'traceparent of the event that it tells of';
COMMENT ON COLUMN mail_queue.paced IS 'has waited for its turn under the rate limit of its domain already';
CREATE INDEX mail_queue_due ON mail_queue (due_at, delivery_id);

-- Filled and emptied all the time: vacuum by count and not by share.
ALTER TABLE mail_queue SET (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000,
    autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 10000,
    autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 50000,
    autovacuum_vacuum_cost_delay = 0
);

INSERT INTO mail_queue (delivery_id, domain, due_at)
SELECT id, lower(split_part(email, '@', -1)), created_at FROM delivery WHERE status = 'WAITING' AND email IS NOT NULL;

-- A tenant can have a mail sent again: a delivery of its own, the next copy.
ALTER TABLE delivery
    ADD COLUMN copy      integer NOT NULL DEFAULT 0,
    ADD COLUMN resend_of uuid,
    ADD COLUMN reply_to  text,
    DROP CONSTRAINT delivery_event_id_contact_id_channel_key,
    -- The promise "once per contact and event", whatever is redelivered or restarted.
    ADD CONSTRAINT delivery_once UNIQUE (event_id, contact_id, channel, copy);
ALTER TABLE delivery SET (fillfactor = 85);

-- One address and one order, port-out or case, and whether its owner still wants to hear of it.
CREATE TABLE mail_subscription (
    subject_id      uuid        NOT NULL,
    address_hash    bytea       NOT NULL,
    token           text        NOT NULL UNIQUE,
    language        text        NOT NULL,
    unsubscribed_at timestamptz,
    PRIMARY KEY (subject_id, address_hash)
);
COMMENT ON COLUMN mail_subscription.address_hash IS 'SHA-256 of the address in lower case: tells it again without keeping it';
COMMENT ON COLUMN mail_subscription.token IS '256 random bits; whoever has it can end these mails and nothing else';

-- Orders with a FOC date ahead, as they last were: what a reminder will say.
CREATE TABLE foc_reminder (
    order_id          uuid   PRIMARY KEY,
    order_number      text   NOT NULL,
    tenant_id         text   NOT NULL,
    facts             jsonb  NOT NULL,
    contacts_revision bigint NOT NULL
);
