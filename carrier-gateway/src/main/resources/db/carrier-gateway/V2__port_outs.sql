-- What our simulated winning carriers have asked order-service for, and what it answered. Never the PIN. Times are business time.
CREATE TABLE port_out_request (
    request_id      uuid        PRIMARY KEY,
    carrier_id      text        NOT NULL,
    numbers         text[]      NOT NULL,
    requested_local timestamp   NOT NULL,
    requested_zone  text,
    asked_at        timestamptz NOT NULL,
    asked_by        text        NOT NULL,
    -- null until there is an answer
    status          text,
    -- null where order-service found nobody's numbers to keep a request for
    port_out_id     uuid,
    port_out_number text,
    reason_codes    text[]      NOT NULL DEFAULT '{}',
    completes_at    timestamptz,
    locked_until    timestamptz
);
CREATE INDEX port_out_request_latest ON port_out_request (asked_at DESC, request_id DESC);

-- The last that porting.port-out-status.v1 said of each port-out; it may say it before the answer is here.
CREATE TABLE port_out_state (
    port_out_id     uuid        PRIMARY KEY,
    version         bigint      NOT NULL,
    port_out_number text        NOT NULL,
    status          text        NOT NULL,
    reason_codes    text[]      NOT NULL,
    completes_at    timestamptz,
    locked_until    timestamptz,
    changed_at      timestamptz NOT NULL
);
