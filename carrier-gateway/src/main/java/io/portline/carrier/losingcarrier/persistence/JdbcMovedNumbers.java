package io.portline.carrier.losingcarrier.persistence;

import io.portline.carrier.losingcarrier.MovedNumbers;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import java.util.Collection;
import java.util.List;

/** What the gateway's own tables tell of numbers that moved: activated by a losing carrier, or gone in a port-out that was completed. */
@Repository
public class JdbcMovedNumbers implements MovedNumbers {

    private static final String FIND = """
            SELECT DISTINCT ON (moves.number) moves.number, moves.carrier_id
            FROM (
                SELECT n.number, '' AS carrier_id, o.foc_at AS moved_at
                FROM carrier_order o, unnest(o.activated) AS n (number)
                WHERE o.activated && :numbers::text[] AND o.activated <> '{}'
                UNION ALL
                SELECT n.number, r.carrier_id, s.changed_at
                FROM port_out_request r
                JOIN port_out_state s ON s.port_out_id = r.port_out_id AND s.status = 'COMPLETED',
                unnest(r.numbers) AS n (number)
                WHERE r.numbers && :numbers::text[]
            ) AS moves
            WHERE moves.number = ANY (:numbers::text[])
            ORDER BY moves.number, moves.moved_at DESC NULLS LAST""";

    private final JdbcClient jdbc;

    public JdbcMovedNumbers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Moved> find(Collection<String> numbers) {
        return jdbc.sql(FIND)
                .param("numbers", numbers.toArray(String[]::new))
                .query((row, _) -> new Moved(row.getString("number"), row.getString("carrier_id")))
                .list();
    }
}
