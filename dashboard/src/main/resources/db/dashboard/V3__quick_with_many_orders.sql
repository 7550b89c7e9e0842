-- What became of mails and webhooks over a range of time, counted from the index alone.
DROP INDEX delivery_recent;
CREATE INDEX delivery_outcomes ON delivery (occurred_at) INCLUDE (channel, result);

-- Searching: phone numbers by their last digits, names by any three characters of them, carriers by each name once.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX port_order_number_from_the_end ON port_order_number (tenant_id, reverse(number) text_pattern_ops);
CREATE INDEX port_order_name ON port_order USING gin (name gin_trgm_ops) WITH (gin_pending_list_limit = 512) WHERE NOT deleted;
CREATE INDEX port_order_carrier ON port_order (tenant_id, carrier_name) WHERE NOT deleted;
