-- Words are searched in any language, also in those that write no spaces: by trigrams.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- Contents in pieces of their own, so that none is ever in memory as a whole.
CREATE TABLE document_piece (
    document_id uuid  NOT NULL,
    position    int   NOT NULL,
    content     bytea NOT NULL,
    PRIMARY KEY (document_id, position)
);
ALTER TABLE document_piece ALTER COLUMN content SET STORAGE EXTERNAL;
INSERT INTO document_piece (document_id, position, content)
SELECT d.id, n, substring(d.content FROM n * 262144 + 1 FOR 262144)
FROM document d, generate_series(0, greatest(0, (octet_length(d.content) - 1) / 262144)) AS n;
ALTER TABLE document DROP COLUMN content;
ALTER TABLE document ADD COLUMN quarantined boolean NOT NULL DEFAULT false;
-- Without a tenant: brought by the desk.
ALTER TABLE document ALTER COLUMN tenant_id DROP NOT NULL;

ALTER TABLE tns_case
    ADD COLUMN automatic           boolean NOT NULL DEFAULT false,
    ADD COLUMN first_answer_target bigint  NOT NULL DEFAULT 28800000000000,
    ADD COLUMN solution_target     bigint  NOT NULL DEFAULT 432000000000000,
    ADD COLUMN clock_ran           bigint  NOT NULL DEFAULT 0,
    ADD COLUMN clock_since         timestamptz,
    ADD COLUMN answered            boolean NOT NULL DEFAULT false,
    ADD COLUMN overdue             boolean NOT NULL DEFAULT false,
    ADD COLUMN due                 boolean NOT NULL DEFAULT false,
    ADD COLUMN numbers_checked     boolean NOT NULL DEFAULT false,
    ADD COLUMN orders              jsonb   NOT NULL DEFAULT '[]',
    ADD COLUMN rating              jsonb;
COMMENT ON COLUMN tns_case.clock_ran IS 'nanoseconds, as are the targets';

-- Cases from before: their clocks run from their opening, and their contacts get secrets to answer with.
UPDATE tns_case
SET answered = status <> 'NEW',
    clock_since = CASE WHEN status IN ('NEW', 'IN_PROGRESS') THEN opened_at END,
    contacts = (SELECT coalesce(jsonb_agg(c || jsonb_build_object('replyToken', replace(gen_random_uuid()::text, '-', ''))), '[]')
                FROM jsonb_array_elements(contacts) AS c);
ALTER TABLE tns_case
    ALTER COLUMN first_answer_target DROP DEFAULT,
    ALTER COLUMN solution_target DROP DEFAULT,
    ADD CHECK ((clock_since IS NOT NULL) = (status IN ('NEW', 'IN_PROGRESS')));

CREATE INDEX tns_case_overdue ON tns_case (number) WHERE overdue;
CREATE INDEX tns_case_words ON tns_case USING gin (title gin_trgm_ops, description gin_trgm_ops);
CREATE INDEX tns_case_numbers ON tns_case USING gin (numbers);

ALTER TABLE case_timeline ADD COLUMN side text, ADD COLUMN stars int;
UPDATE case_timeline SET side = CASE WHEN desk THEN 'DESK' ELSE 'CUSTOMER' END;
ALTER TABLE case_timeline ALTER COLUMN side SET NOT NULL, DROP COLUMN desk;
CREATE INDEX case_timeline_words ON case_timeline USING gin (words gin_trgm_ops) WHERE words IS NOT NULL;

-- What has led to a case or a comment, so that it does not do so twice.
CREATE TABLE handled_mail (
    message_id text        NOT NULL,
    case_id    uuid        NOT NULL REFERENCES tns_case (id),
    at         timestamptz NOT NULL,
    PRIMARY KEY (message_id, case_id)
);
CREATE TABLE handled_trouble (
    order_id uuid        NOT NULL,
    attempt  int         NOT NULL,
    kind     text        NOT NULL,
    at       timestamptz NOT NULL,
    PRIMARY KEY (order_id, attempt, kind)
);

CREATE TABLE desk_agent (
    subject text PRIMARY KEY,
    name    text        NOT NULL,
    seen_at timestamptz NOT NULL
);

CREATE TABLE feedback (
    id        uuid PRIMARY KEY,
    tenant_id text        NOT NULL,
    given_by  text        NOT NULL,
    by_name   text        NOT NULL,
    stars     int,
    words     text        NOT NULL,
    at        timestamptz NOT NULL
);
