-- Where the bytes of each document are. Those from before the stores could be chosen are in document_piece.
ALTER TABLE document
    ADD COLUMN store      text    NOT NULL DEFAULT 'POSTGRESQL',
    ADD COLUMN kept       boolean NOT NULL DEFAULT true,
    ADD COLUMN discard_at timestamptz;
ALTER TABLE document ALTER COLUMN store DROP DEFAULT, ALTER COLUMN kept DROP DEFAULT;
COMMENT ON COLUMN document.kept IS 'all of its bytes are there, and cases may name it';
COMMENT ON COLUMN document.discard_at IS 'real time at which it is asked whether a case has named it; null once that is so';

-- Whether cases have named them is asked of those, too.
UPDATE document SET discard_at = clock_timestamp() + interval '7 days';

CREATE INDEX document_discard ON document (discard_at) WHERE discard_at IS NOT NULL;
CREATE INDEX case_timeline_documents ON case_timeline USING gin (document_ids) WHERE cardinality(document_ids) > 0;
