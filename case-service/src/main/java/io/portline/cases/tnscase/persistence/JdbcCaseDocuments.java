package io.portline.cases.tnscase.persistence;

import io.portline.cases.tnscase.CaseDocument;
import io.portline.cases.tnscase.CaseDocuments;
import io.portline.cases.tnscase.DocumentContent;
import io.portline.cases.tnscase.DocumentStore;
import io.portline.cases.tnscase.Party;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/** Documents in PostgreSQL; their bytes in the store that the settings name. */
@Repository
public class JdbcCaseDocuments implements CaseDocuments {

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final DocumentStore store;

    public JdbcCaseDocuments(JdbcClient jdbc, TransactionOperations transactions, DocumentStore store) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.store = store;
    }

    @Override
    public void add(CaseDocument document, Party broughtBy, Instant at, DocumentContent content) throws IOException {
        try {
            transactions.executeWithoutResult(_ -> {
                try (InputStream bytes = content.open()) {
                    store.write(document.id(), document.mediaType(), document.sizeBytes(), bytes);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                insert(document, broughtBy, at);
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void insert(CaseDocument document, Party broughtBy, Instant at) {
        jdbc.sql("""
                        INSERT INTO document (id, tenant_id, name, media_type, size_bytes, quarantined, uploaded_by, uploaded_at)
                        VALUES (:id, :tenant, :name, :mediaType, :size, :quarantined, :by, :at)
                        """)
                .param("id", document.id())
                .param("tenant", tenantOf(broughtBy))
                .param("name", document.name())
                .param("mediaType", document.mediaType())
                .param("size", document.sizeBytes())
                .param("quarantined", document.quarantined())
                .param("by", broughtBy.subject())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    @Override
    public Optional<CaseDocument> find(Party owner, UUID id) {
        return jdbc.sql("""
                        SELECT id, name, media_type, size_bytes, quarantined FROM document
                        WHERE id = :id AND tenant_id IS NOT DISTINCT FROM CAST(:tenant AS text)""")
                .param("id", id)
                .param("tenant", tenantOf(owner))
                .query(JdbcCaseDocuments::read)
                .optional();
    }

    @Override
    public InputStream open(UUID id) {
        return store.open(id);
    }

    @Override
    public void release(UUID id) {
        jdbc.sql("UPDATE document SET quarantined = false WHERE id = :id")
                .param("id", id)
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
