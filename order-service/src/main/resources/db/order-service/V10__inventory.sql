-- The numbers that are ours, each of one tenant. A completed order brings them, a port-out takes them away.
CREATE TABLE inventory_number (
    number    text PRIMARY KEY,
    tenant_id text        NOT NULL,
    country   text        NOT NULL,
    type      text        NOT NULL CHECK (type IN ('USER', 'SERVICE')),
    assigned  boolean     NOT NULL,
    since     timestamptz NOT NULL,
    order_id  uuid        NOT NULL REFERENCES port_order
);

CREATE INDEX inventory_number_by_tenant ON inventory_number (tenant_id, number);

-- What was ported before there was an inventory. North American toll-free numbers are service numbers, as in NumberUse;
-- what else is one elsewhere is told by its prefix there.
INSERT INTO inventory_number (number, tenant_id, country, type, assigned, since, order_id)
SELECT DISTINCT ON (n.number) n.number, o.tenant_id, o.country,
       CASE WHEN n.number ~ '^\+1(8(00|33|44|55|66|77|88)|900)|^\+338|^\+44[89]|^\+49(800|900|180)|^\+81(120|800|990)'
            THEN 'SERVICE' ELSE 'USER' END,
       false, o.updated_at, o.id
FROM port_order_number n JOIN port_order o ON o.id = n.order_id
WHERE n.ported
ORDER BY n.number, o.updated_at DESC;

-- Where a tenant is, as its own tokens said last: whether its numbers need a PIN to leave hangs on it.
CREATE TABLE tenant_country (
    tenant_id text PRIMARY KEY,
    country   text NOT NULL
);
