package io.portline.cases.tnscase.persistence;

import io.portline.cases.tnscase.CaseDocument;
import io.portline.cases.tnscase.CaseDocuments;
import io.portline.cases.tnscase.DocumentContent;
import io.portline.cases.tnscase.DocumentStore;
import io.portline.cases.tnscase.DocumentStores;
import io.portline.cases.tnscase.Party;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import java.io.IOException;
import java.io.InputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Documents in PostgreSQL; their bytes in the store that the settings name. The row is there before the bytes and says so,
 * and after them if they are to go: whatever fails in between, {@link #forget} knows of it.
 */
@Repository
public class JdbcCaseDocuments implements CaseDocuments {

    /** Real time, as all here but when a document was brought. No upload takes as long. */
    private static final Duration UPLOADED_WITHIN = Duration.ofDays(1);

    /** A case that found the document just before it was withdrawn is written long before that. */
    private static final Duration WITHDRAWN_FOR = Duration.ofHours(1);

    /** A store that is not set up any more may be again. */
    private static final Duration ASKED_AGAIN_AFTER = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final DocumentStores stores;
    private final Clock realClock;

    public JdbcCaseDocuments(JdbcClient jdbc, DocumentStores stores, @Qualifier("realClock") Clock realClock) {
        this.jdbc = jdbc;
        this.stores = stores;
        this.realClock = realClock;
    }

    @Override
    public void add(CaseDocument document, Party broughtBy, Instant at, DocumentContent content) throws IOException {
        DocumentStore store = stores.chosen();
        insert(document, broughtBy, at, store.kind());
        store.write(document.id(), document.mediaType(), document.sizeBytes(), content);
        settle(document.id(), true, Optional.of(realClock.instant().plus(UNNAMED_FOR)));
    }

    private void insert(CaseDocument document, Party broughtBy, Instant at, DocumentStore.Kind store) {
        jdbc.sql("""
                        INSERT INTO document (id, tenant_id, name, media_type, size_bytes, quarantined, uploaded_by, uploaded_at,
                                              store, kept, discard_at)
                        VALUES (:id, :tenant, :name, :mediaType, :size, :quarantined, :by, :at, :store, false, :discardAt)
                        """)
                .param("id", document.id())
                .param("tenant", tenantOf(broughtBy))
                .param("name", document.name())
                .param("mediaType", document.mediaType())
                .param("size", document.sizeBytes())
                .param("quarantined", document.quarantined())
                .param("store", store.name())
                .param("discardAt", realClock.instant().plus(UPLOADED_WITHIN).atOffset(ZoneOffset.UTC))
                .param("by", broughtBy.subject())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    @Override
    public Optional<CaseDocument> find(Party owner, UUID id) {
        return jdbc.sql("""
                        SELECT id, name, media_type, size_bytes, quarantined FROM document
                        WHERE id = :id AND kept AND tenant_id IS NOT DISTINCT FROM CAST(:tenant AS text)""")
                .param("id", id)
                .param("tenant", tenantOf(owner))
                .query(JdbcCaseDocuments::read)
                .optional();
    }

    @Override
    public InputStream open(UUID id) {
        DocumentStore.Kind kind = DocumentStore.Kind.valueOf(jdbc.sql("SELECT store FROM document WHERE id = :id")
                .param("id", id)
                .query(String.class)
                .single());
        return stores.of(kind).open(id);
    }

    @Override
    public boolean release(UUID id) {
        return jdbc.sql("UPDATE document SET quarantined = false WHERE id = :id AND quarantined")
                        .param("id", id)
                        .update()
                == 1;
    }

    private record Doubtful(UUID id, DocumentStore.Kind store, boolean kept, boolean named) {}

    @Override
    public int forget(Instant now, int most) {
        List<Doubtful> doubtful = jdbc.sql("""
                        SELECT d.id, d.store, d.kept,
                               EXISTS (SELECT FROM case_timeline t
                                       WHERE t.document_ids @> ARRAY[d.id] AND cardinality(t.document_ids) > 0) AS named
                        FROM document d
                        WHERE d.discard_at <= :now
                        ORDER BY d.discard_at
                        LIMIT :most
                        """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("most", most)
                .query((row, _) -> new Doubtful(
                        row.getObject("id", UUID.class),
                        DocumentStore.Kind.valueOf(row.getString("store")),
                        row.getBoolean("kept"),
                        row.getBoolean("named")))
                .list();
        doubtful.forEach(document -> decide(document, now));
        return doubtful.size();
    }

    /** In two steps: first nobody can name it any more, and when nobody has, it goes. */
    private void decide(Doubtful document, Instant now) {
        if (document.named()) {
            settle(document.id(), true, Optional.empty());
        } else if (document.kept()) {
            settle(document.id(), false, Optional.of(now.plus(WITHDRAWN_FOR)));
        } else if (!stores.has(document.store())) {
            settle(document.id(), false, Optional.of(now.plus(ASKED_AGAIN_AFTER)));
        } else {
            stores.of(document.store()).delete(document.id());
            jdbc.sql("DELETE FROM document WHERE id = :id AND NOT kept")
                    .param("id", document.id())
                    .update();
        }
    }

    private void settle(UUID id, boolean kept, Optional<Instant> discardAt) {
        jdbc.sql("UPDATE document SET kept = :kept, discard_at = :discardAt WHERE id = :id")
                .param("id", id)
                .param("kept", kept)
                .param(
                        "discardAt",
                        discardAt.map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null))
                .update();
    }

    static CaseDocument read(ResultSet row, int number) throws SQLException {
        return new CaseDocument(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("media_type"),
                row.getLong("size_bytes"),
                row.getBoolean("quarantined"));
    }

    private static @Nullable String tenantOf(Party owner) {
        return owner instanceof Party.Customer customer ? customer.tenantId() : null;
    }
}
