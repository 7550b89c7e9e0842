package io.portline.order.portorder.persistence;

import io.portline.order.portorder.Carrier;
import io.portline.order.portorder.client.CarrierCopies;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** The carriers as last heard, in PostgreSQL. */
@Component
public final class JdbcCarrierCopies implements CarrierCopies {

    private static final TypeReference<List<Carrier>> CARRIERS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper mapper = JsonMapper.builder().build();

    public JdbcCarrierCopies(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<List<Carrier>> last() {
        return jdbc.sql("SELECT carriers FROM carrier_directory")
                .query((rs, _) -> mapper.readValue(rs.getString("carriers"), CARRIERS))
                .optional();
    }

    @Override
    public void keep(List<Carrier> carriers, Instant fetchedAt) {
        jdbc.sql("""
                INSERT INTO carrier_directory (only_row, carriers, fetched_at) VALUES (true, CAST(:carriers AS jsonb), :at)
                ON CONFLICT (only_row) DO UPDATE SET carriers = excluded.carriers, fetched_at = excluded.fetched_at
                """)
                .param("carriers", mapper.writeValueAsString(carriers))
                .param("at", fetchedAt.atOffset(ZoneOffset.UTC))
                .update();
    }
}
