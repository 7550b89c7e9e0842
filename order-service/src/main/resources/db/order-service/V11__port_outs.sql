CREATE SEQUENCE port_out_number_seq;

-- One row per tenant that has said anything about port-outs, or was asked for numbers.
CREATE TABLE port_out_settings (
    tenant_id      text PRIMARY KEY,
    -- Argon2id of the PIN, encrypted, see Argon2Pins. Once there, never null again.
    pin            text,
    pin_changed_at timestamptz,
    pin_changed_by text,
    -- Whoever set the PIN, as a contact; null for a client without an address.
    pin_contact    jsonb,
    contacts       jsonb NOT NULL DEFAULT '[]',
    CHECK ((pin IS NULL) = (pin_changed_at IS NULL))
);

CREATE FUNCTION port_out_pin_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a port-out PIN can be changed, never removed' USING ERRCODE = 'check_violation';
END $$;

CREATE TRIGGER port_out_pin_stays BEFORE UPDATE ON port_out_settings
    FOR EACH ROW WHEN (OLD.pin IS NOT NULL AND NEW.pin IS NULL) EXECUTE FUNCTION port_out_pin_stays();

-- Wrong PINs of a carrier about a tenant. Real time: whoever guesses does not get more guesses by a fast business clock.
CREATE TABLE port_out_attempts (
    tenant_id    text NOT NULL,
    carrier_id   text NOT NULL,
    wrong_at     timestamptz[] NOT NULL,
    locked_until timestamptz,
    PRIMARY KEY (tenant_id, carrier_id)
);

CREATE TABLE port_out (
    id                uuid PRIMARY KEY,
    number            text        NOT NULL UNIQUE,
    tenant_id         text        NOT NULL,
    carrier_id        text        NOT NULL,
    carrier_name      text        NOT NULL,
    -- The carrier's own.
    request_id        text        NOT NULL,
    -- Of the row; apart from the versions of the topics.
    revision          bigint      NOT NULL,
    status_version    bigint      NOT NULL,
    contacts_revision bigint      NOT NULL,
    timeline_length   bigint      NOT NULL,
    status            text        NOT NULL CHECK (status IN ('REQUESTED', 'APPROVED', 'REJECTED', 'COMPLETED', 'CANCELLED')),
    numbers           text[]      NOT NULL,
    requested_local   timestamp   NOT NULL,
    requested_zone    text        NOT NULL,
    requested_at      timestamptz NOT NULL,
    reasons           jsonb       NOT NULL,
    -- Real time.
    locked_until      timestamptz,
    contacts          jsonb       NOT NULL,
    created_at        timestamptz NOT NULL,
    updated_at        timestamptz NOT NULL,
    UNIQUE (carrier_id, request_id)
);

CREATE INDEX port_out_by_tenant ON port_out (tenant_id, created_at DESC, id DESC);
CREATE INDEX port_out_by_time ON port_out (created_at DESC, id DESC);
CREATE INDEX port_out_approved ON port_out (tenant_id) WHERE status = 'APPROVED';

-- Every number of every request, for good. Claimed before the request is decided, hence the deferred reference.
CREATE TABLE port_out_number (
    port_out_id uuid    NOT NULL REFERENCES port_out DEFERRABLE INITIALLY DEFERRED,
    number      text    NOT NULL,
    active      boolean NOT NULL,
    PRIMARY KEY (port_out_id, number)
);

-- A number is in at most one active port-out. This decides, no read does.
CREATE UNIQUE INDEX port_out_number_active ON port_out_number (number) WHERE active;
CREATE INDEX port_out_number_history ON port_out_number (number);

CREATE TABLE port_out_timeline (
    port_out_id uuid        NOT NULL REFERENCES port_out,
    sequence    bigint      NOT NULL,
    from_status text,
    to_status   text        NOT NULL,
    at          timestamptz NOT NULL,
    actor       text        NOT NULL,
    reasons     jsonb       NOT NULL,
    PRIMARY KEY (port_out_id, sequence)
);
