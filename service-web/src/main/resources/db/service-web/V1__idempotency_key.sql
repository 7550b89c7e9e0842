-- Answers to creating requests, kept so that the same request sent again gets the same answer.
-- Neither the key nor the request is stored: id is a hash of caller, route and key, and the fingerprint a MAC of the
-- request under the key itself, so that secrets in a request cannot be guessed from it.
CREATE TABLE idempotency_key (
    id          bytea       PRIMARY KEY,
    fingerprint bytea       NOT NULL,
    status      smallint    NOT NULL,
    headers     jsonb       NOT NULL,
    body        bytea       NOT NULL,
    -- real time
    expires_at  timestamptz NOT NULL
);

CREATE INDEX idempotency_key_expires_at ON idempotency_key (expires_at);
