package io.portline.order.portorder.persistence;

import io.portline.order.portorder.By;
import io.portline.order.portorder.Documents;
import io.portline.order.portorder.Scope;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Documents in PostgreSQL. */
@Component
public final class JdbcDocuments implements Documents {

    private static final String ADD = """
            INSERT INTO document (id, tenant_id, kind, name, media_type, size_bytes, content, uploaded_by, uploaded_by_name,
                                  uploaded_at)
            VALUES (:id, :tenant, :kind, :name, :mediaType, :size, :content, :by, :byName, :at)
            """;

    private static final String ATTACH = """
            INSERT INTO port_order_document (order_id, document_id, added_at) VALUES (:order, :id, :at)
            ON CONFLICT DO NOTHING
            """;

    private static final String COLUMNS = """
            SELECT d.id, d.tenant_id, d.kind, d.name, d.media_type, d.size_bytes, d.uploaded_by_name, d.uploaded_at
            """;

    /** The desk sees the documents of the orders that are linked to cases. */
    private static final String SCOPE = """
             WHERE d.id = :id AND (CAST(:tenant AS text) IS NULL OR d.tenant_id = :tenant)
               AND (NOT :linkedToCases OR EXISTS (
                    SELECT FROM port_order o
                    WHERE o.tenant_id = d.tenant_id AND o.case_id IS NOT NULL AND o.details ->> 'loaDocumentId' = CAST(d.id AS text))
                 OR EXISTS (
                    SELECT FROM port_order_document od JOIN port_order o ON o.id = od.order_id
                    WHERE od.document_id = d.id AND o.case_id IS NOT NULL))
            """;

    static final String FIND = COLUMNS + "FROM document d" + SCOPE;

    private static final String OF_ORDER = COLUMNS + """
            FROM document d
            WHERE d.id IN (SELECT od.document_id FROM port_order_document od WHERE od.order_id = :order UNION ALL SELECT :letter)
            ORDER BY d.uploaded_at, d.id
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
                .param("byName", by.name())
                .param("at", document.uploadedAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    @Override
    public void attach(UUID id, UUID orderId, Instant at) {
        jdbc.sql(ATTACH)
                .param("order", orderId)
                .param("id", id)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    @Override
    public List<Document> ofOrder(UUID orderId, UUID letter) {
        return jdbc.sql(OF_ORDER)
                .param("order", orderId)
                .param("letter", letter)
                .query((rs, _) -> document(rs))
                .list();
    }

    @Override
    public Optional<Document> find(UUID id, Scope scope) {
        return jdbc.sql(FIND)
                .param("id", id)
                .param("tenant", tenant(scope))
                .param("linkedToCases", scope instanceof Scope.LinkedToCases)
                .query((rs, _) -> document(rs))
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

    private static Document document(ResultSet rs) throws SQLException {
        return new Document(
                rs.getObject("id", UUID.class),
                rs.getString("tenant_id"),
                Kind.valueOf(rs.getString("kind")),
                rs.getString("name"),
                rs.getString("media_type"),
                rs.getLong("size_bytes"),
                rs.getString("uploaded_by_name"),
                rs.getObject("uploaded_at", OffsetDateTime.class).toInstant());
    }

    private static @Nullable String tenant(Scope scope) {
        return scope instanceof Scope.Tenant tenant ? tenant.id() : null;
    }
}
