-- Orders as the losing carriers hold them: one row for each attempt.
CREATE TABLE carrier_order (
    order_id        uuid        NOT NULL,
    attempt         integer     NOT NULL CHECK (attempt > 0),
    carrier_id      text        NOT NULL,
    status          text        NOT NULL,
    port            jsonb       NOT NULL,
    requested_local timestamp   NOT NULL,
    requested_zone  text        NOT NULL,
    requested_at    timestamptz NOT NULL,
    foc_local       timestamp,
    foc_zone        text,
    foc_at          timestamptz,
    activated       text[]      NOT NULL DEFAULT '{}',
    revision        bigint      NOT NULL DEFAULT 0,
    PRIMARY KEY (order_id, attempt),
    CHECK (num_nonnulls(foc_local, foc_zone, foc_at) IN (0, 3))
);

-- The version of an order's last reply; its row is the lock under which the order's requests are taken and answered.
CREATE TABLE carrier_reply_version (
    order_id uuid   PRIMARY KEY,
    version  bigint NOT NULL DEFAULT 0
);

-- What was asked, until it is answered and a while longer. Times are business time.
CREATE TABLE carrier_request (
    request_id  uuid        PRIMARY KEY,
    order_id    uuid        NOT NULL,
    attempt     integer     NOT NULL,
    kind        text        NOT NULL,
    carrier_id  text        NOT NULL,
    request     jsonb       NOT NULL,
    received_at timestamptz NOT NULL,
    -- how often the carrier has spoken to it
    answered    integer     NOT NULL DEFAULT 0,
    -- counts the appointments made for it; only the latest is kept
    wake        integer     NOT NULL DEFAULT 0,
    next_at     timestamptz,
    -- its appointment came while the carrier was paused
    held        boolean     NOT NULL DEFAULT false,
    open        boolean     NOT NULL DEFAULT true
);
CREATE INDEX carrier_request_of_order ON carrier_request (order_id);
CREATE INDEX carrier_request_held ON carrier_request (carrier_id) WHERE held;

-- What operators have switched; a carrier without a row is as it came.
CREATE TABLE carrier_switch (
    carrier_id  text    PRIMARY KEY,
    paused      boolean NOT NULL DEFAULT false,
    rejects_all boolean NOT NULL DEFAULT false
);

-- What the simulated carriers know about their numbers.
CREATE TABLE subscriber_record (
    number                   text    PRIMARY KEY,
    carrier_id               text    NOT NULL,
    account_number           text    NOT NULL,
    passcode_hash            text,
    organisation             text,
    authorised_person        text,
    kana                     text,
    postal_code              text,
    billing_telephone_number text,
    frozen                   boolean NOT NULL,
    active                   boolean NOT NULL
);
