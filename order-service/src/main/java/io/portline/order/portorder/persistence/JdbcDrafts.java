package io.portline.order.portorder.persistence;

import io.portline.order.portorder.By;
import io.portline.order.portorder.Draft;
import io.portline.order.portorder.Drafts;
import io.portline.order.portorder.PortOrderForm;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Drafts in PostgreSQL. */
@Component
public final class JdbcDrafts implements Drafts {

    private static final String ADD = """
            INSERT INTO order_draft (id, tenant_id, revision, form, passcode, created_by, created_by_name, created_at, updated_at)
            VALUES (:id, :tenant, :revision, CAST(:form AS jsonb), CAST(:passcode AS jsonb), :by, :byName, :createdAt, :updatedAt)
            """;

    private static final String CHANGE = """
            UPDATE order_draft SET revision = :revision, form = CAST(:form AS jsonb), passcode = CAST(:passcode AS jsonb),
                   updated_at = :updatedAt
            WHERE id = :id AND tenant_id = :tenant AND revision = :revision - 1
            """;

    private final JdbcClient jdbc;
    private final PortOrderJson json = new PortOrderJson();

    public JdbcDrafts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A form as it lies in its column: in a draft numbers are a list always. */
    record StoredForm(
            @Nullable String name,
            @Nullable String country,
            @Nullable String losingCarrierId,
            @Nullable String portType,
            @Nullable List<String> numbers,
            @Nullable String billingTelephoneNumber,
            @Nullable String replacementBillingTelephoneNumber,
            @Nullable String accountNumber,
            PortOrderForm.@Nullable Holder accountHolder,
            PortOrderForm.@Nullable Address serviceAddress,
            @Nullable String requestedPortDate,
            @Nullable UUID loaDocumentId,
            @Nullable String loaSignedOn,
            @Nullable List<PortOrderForm.Person> contacts,
            @Nullable Boolean emergencyCallingTermsAccepted,
            @Nullable Map<String, String> countryFields) {

        static StoredForm of(PortOrderForm form) {
            return new StoredForm(
                    form.name(),
                    form.country(),
                    form.losingCarrierId(),
                    form.portType(),
                    switch (form.numbers()) {
                        case PortOrderForm.Numbers.Listed(List<String> texts) -> texts;
                        case PortOrderForm.Numbers.Csv _ ->
                            throw new IllegalArgumentException("A draft keeps its numbers as a list");
                    },
                    form.billingTelephoneNumber(),
                    form.replacementBillingTelephoneNumber(),
                    form.accountNumber(),
                    form.accountHolder(),
                    form.serviceAddress(),
                    form.requestedPortDate(),
                    form.loaDocumentId(),
                    form.loaSignedOn(),
                    form.contacts(),
                    form.emergencyCallingTermsAccepted(),
                    form.countryFields());
        }

        PortOrderForm form() {
            return new PortOrderForm(
                    name,
                    country,
                    losingCarrierId,
                    portType,
                    new PortOrderForm.Numbers.Listed(Objects.requireNonNullElse(numbers, List.of())),
                    billingTelephoneNumber,
                    replacementBillingTelephoneNumber,
                    accountNumber,
                    null,
                    accountHolder,
                    serviceAddress,
                    requestedPortDate,
                    loaDocumentId,
                    loaSignedOn,
                    Objects.requireNonNullElse(contacts, List.of()),
                    emergencyCallingTermsAccepted,
                    Objects.requireNonNullElse(countryFields, Map.of()));
        }
    }

    @Override
    public void add(Draft draft) {
        written(ADD, draft)
                .param("by", draft.createdBy().id())
                .param("byName", draft.createdBy().name())
                .param("createdAt", utc(draft.createdAt()))
                .update();
    }

    @Override
    public Optional<Draft> find(UUID id, String tenantId) {
        return jdbc.sql("SELECT * FROM order_draft WHERE id = :id AND tenant_id = :tenant")
                .param("id", id)
                .param("tenant", tenantId)
                .query((rs, _) -> read(rs))
                .optional();
    }

    @Override
    public List<Draft> list(String tenantId, @Nullable Position after, int limit) {
        JdbcClient.StatementSpec statement = jdbc.sql("SELECT * FROM order_draft WHERE tenant_id = :tenant"
                        + (after == null ? "" : " AND (created_at, id) < (:afterTime, :afterId)")
                        + " ORDER BY created_at DESC, id DESC LIMIT :limit")
                .param("tenant", tenantId)
                .param("limit", limit);
        if (after != null) {
            statement = statement.param("afterTime", utc(after.createdAt())).param("afterId", after.id());
        }
        return statement.query((rs, _) -> read(rs)).list();
    }

    @Override
    public boolean change(Draft draft) {
        return written(CHANGE, draft).update() == 1;
    }

    @Override
    public boolean remove(UUID id, String tenantId, long revision) {
        return jdbc.sql("DELETE FROM order_draft WHERE id = :id AND tenant_id = :tenant AND revision = :revision")
                        .param("id", id)
                        .param("tenant", tenantId)
                        .param("revision", revision)
                        .update()
                == 1;
    }

    private JdbcClient.StatementSpec written(String sql, Draft draft) {
        return jdbc.sql(sql)
                .param("id", draft.id())
                .param("tenant", draft.tenantId())
                .param("revision", draft.revision())
                .param("form", json.write(StoredForm.of(draft.form())))
                .param("passcode", json.writeOrNull(draft.passcode()))
                .param("updatedAt", utc(draft.updatedAt()));
    }

    private Draft read(ResultSet rs) throws SQLException {
        return new Draft(
                rs.getObject("id", UUID.class),
                rs.getString("tenant_id"),
                json.read(rs.getString("form"), StoredForm.class).form(),
                json.passcode(rs.getString("passcode")),
                new By(By.Actor.ADMIN, rs.getString("created_by"), rs.getString("created_by_name")),
                rs.getObject("created_at", OffsetDateTime.class).toInstant(),
                rs.getObject("updated_at", OffsetDateTime.class).toInstant(),
                rs.getLong("revision"));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
