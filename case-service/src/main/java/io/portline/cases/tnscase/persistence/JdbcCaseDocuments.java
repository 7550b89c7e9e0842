package io.portline.cases.tnscase.persistence;

import io.portline.cases.tnscase.CaseDocument;
import io.portline.cases.tnscase.CaseDocuments;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/** Documents in PostgreSQL. */
@Repository
public class JdbcCaseDocuments implements CaseDocuments {

    private final JdbcClient jdbc;

    public JdbcCaseDocuments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void add(CaseDocument document, String tenantId, String uploadedBy, Instant at, byte[] content) {
        jdbc.sql("""
                        INSERT INTO document (id, tenant_id, name, media_type, size_bytes, uploaded_by, uploaded_at, content)
                        VALUES (:id, :tenant, :name, :mediaType, :size, :by, :at, :content)
                        """)
                .param("id", document.id())
                .param("tenant", tenantId)
                .param("name", document.name())
                .param("mediaType", document.mediaType())
                .param("size", document.sizeBytes())
                .param("by", uploadedBy)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("content", content)
                .update();
    }

    @Override
    public Optional<CaseDocument> find(String tenantId, UUID id) {
        return jdbc.sql("SELECT id, name, media_type, size_bytes FROM document WHERE id = :id AND tenant_id = :tenant")
                .param("id", id)
                .param("tenant", tenantId)
                .query(JdbcCaseDocuments::read)
                .optional();
    }

    @Override
    public byte[] content(UUID id) {
        return jdbc.sql("SELECT content FROM document WHERE id = :id")
                .param("id", id)
                .query((row, _) -> row.getBytes("content"))
                .single();
    }

    static CaseDocument read(ResultSet row, int number) throws SQLException {
        return new CaseDocument(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("media_type"),
                row.getLong("size_bytes"));
    }
}
