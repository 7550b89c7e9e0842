-- Whether a letter belongs to an order that is linked to a case, which is asked whenever the desk opens a document.
CREATE INDEX port_order_by_letter ON port_order ((details ->> 'loaDocumentId')) WHERE case_id IS NOT NULL;
