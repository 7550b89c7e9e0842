package io.portline.order.portorder.persistence;

import io.portline.order.portorder.By;
import io.portline.order.portorder.Documents;
import io.portline.order.portorder.Scope;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/** Documents in PostgreSQL. */
@Component
public final class JdbcDocuments implements Documents {

    private static final String ADD = """
            INSERT INTO document (id, tenant_id, kind, name, media_type, size_bytes, content, uploaded_by, uploaded_at)
            VALUES (:id, :tenant, :kind, :name, :mediaType, :size, :content, :by, :at)
            """;

    /** The desk sees the documents of the orders that are linked to cases. */
    private static final String SCOPE = """
             WHERE d.id = :id AND (CAST(:tenant AS text) IS NULL OR d.tenant_id = :tenant)
               AND (NOT :linkedToCases OR EXISTS (
                    SELECT FROM port_order o
                    WHERE o.tenant_id = d.tenant_id AND o.case_id IS NOT NULL AND o.details ->> 'loaDocumentId' = CAST(d.id AS text)))
            """;

    private final JdbcClient jdbc;

    public JdbcDocuments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void add(Document document, byte[] content, By by) {
        jdbc.sql(ADD)
                .param("id", document.id())
                .param("tenant", document.tenantId())
                .param("kind", document.kind().name())
                .param("name", document.name())
                .param("mediaType", document.mediaType())
                .param("size", document.sizeBytes())
                .param("content", content)
                .param("by", by.id())
                .param("at", document.uploadedAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    @Override
    public Optional<Document> find(UUID id, Scope scope) {
        return jdbc.sql(
                        "SELECT d.id, d.tenant_id, d.kind, d.name, d.media_type, d.size_bytes, d.uploaded_at FROM document d"
                                + SCOPE)
                .param("id", id)
                .param("tenant", tenant(scope))
                .param("linkedToCases", scope instanceof Scope.LinkedToCases)
                .query((rs, _) -> new Document(
                        rs.getObject("id", UUID.class),
                        rs.getString("tenant_id"),
                        Kind.valueOf(rs.getString("kind")),
                        rs.getString("name"),
                        rs.getString("media_type"),
                        rs.getLong("size_bytes"),
                        rs.getObject("uploaded_at", OffsetDateTime.class).toInstant()))
                .optional();
    }

    @Override
    public Optional<byte[]> content(UUID id, Scope scope) {
        return jdbc.sql("SELECT d.content FROM document d" + SCOPE)
                .param("id", id)
                .param("tenant", tenant(scope))
                .param("linkedToCases", scope instanceof Scope.LinkedToCases)
                .query((rs, _) -> rs.getBytes("content"))
                .optional();
    }

    private static @Nullable String tenant(Scope scope) {
        return scope instanceof Scope.Tenant tenant ? tenant.id() : null;
    }
}
