-- Where a number went is asked of what is here already: orders whose numbers were activated, port-outs that were completed.
CREATE INDEX carrier_order_activated ON carrier_order USING gin (activated) WHERE activated <> '{}';
CREATE INDEX port_out_request_numbers ON port_out_request USING gin (numbers);
