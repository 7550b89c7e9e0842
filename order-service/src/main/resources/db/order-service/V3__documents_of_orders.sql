-- Documents beside the letter of the current attempt: what was added, and the letters of earlier attempts.
CREATE TABLE port_order_document (
    order_id    uuid        NOT NULL REFERENCES port_order,
    document_id uuid        NOT NULL REFERENCES document,
    added_at    timestamptz NOT NULL,
    PRIMARY KEY (order_id, document_id)
);
CREATE INDEX port_order_document_by_document ON port_order_document (document_id);

ALTER TABLE document ADD COLUMN uploaded_by_name text;
