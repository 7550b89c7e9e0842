CREATE TABLE thing (
    id        uuid   PRIMARY KEY,
    tenant_id text   NOT NULL,
    name      text   NOT NULL,
    revision  bigint NOT NULL,
    position  bigint GENERATED ALWAYS AS IDENTITY
);
