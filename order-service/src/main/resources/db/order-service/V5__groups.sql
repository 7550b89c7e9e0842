-- Orders that the desk submitted together for a TNS case.
CREATE TABLE port_order_group (
    id              uuid PRIMARY KEY,
    tenant_id       text        NOT NULL,
    case_id         uuid        NOT NULL,
    case_number     text        NOT NULL,
    created_by      text,
    created_by_name text,
    created_at      timestamptz NOT NULL
);

CREATE TABLE port_order_group_member (
    group_id     uuid    NOT NULL REFERENCES port_order_group,
    position     integer NOT NULL,
    order_id     uuid    NOT NULL UNIQUE REFERENCES port_order,
    contains_btn boolean NOT NULL,
    PRIMARY KEY (group_id, position)
);
