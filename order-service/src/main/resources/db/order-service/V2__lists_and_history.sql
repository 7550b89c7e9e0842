-- The copy of the carriers lacks what is asked of them from now on; the gateway is asked anew.
DELETE FROM carrier_directory;

-- What an edit changed, as [{pointer, before, after}]; null for what is no edit.
ALTER TABLE port_order_timeline ADD COLUMN differences jsonb;

-- When the numbers move: the FOC date or, until there is one, the date asked for.
ALTER TABLE port_order ADD COLUMN port_at timestamptz GENERATED ALWAYS AS (COALESCE(foc_at, requested_at)) STORED;

-- A tenant's first page is read off an index, whatever it is filtered by and however many orders there are.
CREATE INDEX port_order_by_tenant_status ON port_order (tenant_id, status, submitted_at DESC, id DESC) WHERE NOT deleted;
CREATE INDEX port_order_by_tenant_country ON port_order (tenant_id, country, submitted_at DESC, id DESC) WHERE NOT deleted;
CREATE INDEX port_order_by_tenant_carrier ON port_order (tenant_id, carrier_id, submitted_at DESC, id DESC) WHERE NOT deleted;
CREATE INDEX port_order_by_tenant_port_date ON port_order (tenant_id, port_at DESC, id DESC) WHERE NOT deleted;
-- Only orders in Error have reasons.
CREATE INDEX port_order_by_reason ON port_order USING gin ((progress -> 'reasons') jsonb_path_ops)
    WHERE status = 'ERROR' AND NOT deleted;
