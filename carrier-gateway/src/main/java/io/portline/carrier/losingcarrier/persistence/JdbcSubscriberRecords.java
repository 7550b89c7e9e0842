package io.portline.carrier.losingcarrier.persistence;

import io.portline.carrier.losingcarrier.SubscriberRecord;
import io.portline.carrier.losingcarrier.SubscriberRecords;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** Subscriber records in PostgreSQL; many are written in one statement. */
@Repository
public class JdbcSubscriberRecords implements SubscriberRecords {

    private static final String FIND = """
            SELECT * FROM subscriber_record WHERE number = ANY (:numbers) ORDER BY number""";

    private static final String LOAD = """
            INSERT INTO subscriber_record (number, carrier_id, account_number, passcode_hash, organisation, authorised_person, kana,
                                           postal_code, billing_telephone_number, frozen, active)
            SELECT * FROM unnest(:numbers::text[], :carriers::text[], :accounts::text[], :hashes::text[], :organisations::text[],
                                 :persons::text[], :kanas::text[], :postalCodes::text[], :btns::text[], :frozen::boolean[],
                                 :active::boolean[])
            ON CONFLICT (number) DO UPDATE SET
                carrier_id = excluded.carrier_id, account_number = excluded.account_number, passcode_hash = excluded.passcode_hash,
                organisation = excluded.organisation, authorised_person = excluded.authorised_person, kana = excluded.kana,
                postal_code = excluded.postal_code, billing_telephone_number = excluded.billing_telephone_number,
                frozen = excluded.frozen, active = excluded.active""";

    private final JdbcClient jdbc;

    public JdbcSubscriberRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<SubscriberRecord> find(Collection<String> numbers) {
        return jdbc.sql(FIND)
                .param("numbers", numbers.toArray(String[]::new))
                .query((row, _) -> subscriber(row))
                .list();
    }

    @Override
    public void load(Collection<SubscriberRecord> records) {
        jdbc.sql(LOAD)
                .param("numbers", texts(records, SubscriberRecord::number))
                .param("carriers", texts(records, SubscriberRecord::carrierId))
                .param("accounts", texts(records, SubscriberRecord::accountNumber))
                .param("hashes", texts(records, SubscriberRecord::passcodeHash))
                .param("organisations", texts(records, SubscriberRecord::organisation))
                .param("persons", texts(records, SubscriberRecord::authorisedPerson))
                .param("kanas", texts(records, SubscriberRecord::kana))
                .param("postalCodes", texts(records, SubscriberRecord::postalCode))
                .param("btns", texts(records, SubscriberRecord::billingTelephoneNumber))
                .param("frozen", records.stream().map(SubscriberRecord::frozen).toArray(Boolean[]::new))
                .param("active", records.stream().map(SubscriberRecord::active).toArray(Boolean[]::new))
                .update();
    }

    private static @Nullable String[] texts(
            Collection<SubscriberRecord> records, Function<SubscriberRecord, @Nullable String> field) {
        @Nullable String[] texts = new @Nullable String[records.size()];
        int i = 0;
        for (SubscriberRecord subscriber : records) {
            texts[i++] = field.apply(subscriber);
        }
        return texts;
    }

    private static SubscriberRecord subscriber(ResultSet row) throws SQLException {
        return new SubscriberRecord(
                row.getString("number"),
                row.getString("carrier_id"),
                row.getString("account_number"),
                row.getString("passcode_hash"),
                row.getString("organisation"),
                row.getString("authorised_person"),
                row.getString("kana"),
                row.getString("postal_code"),
                row.getString("billing_telephone_number"),
                row.getBoolean("frozen"),
                row.getBoolean("active"));
    }
}
