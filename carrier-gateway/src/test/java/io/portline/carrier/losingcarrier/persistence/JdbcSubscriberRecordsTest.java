package io.portline.carrier.losingcarrier.persistence;

import io.portline.carrier.GatewayDatabase;
import io.portline.carrier.losingcarrier.SubscriberRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class JdbcSubscriberRecordsTest {

    private static final GatewayDatabase DATABASE = new GatewayDatabase();

    private final JdbcSubscriberRecords records = new JdbcSubscriberRecords(DATABASE.jdbc());

    @AfterAll
    static void closeDatabase() {
        DATABASE.close();
    }

    @Test
    void findsWhatWasLoadedAndReplacesItOnTheNextLoad() {
        SubscriberRecord full = new SubscriberRecord(
                "+81312345678",
                "jp-sakura",
                "A1",
                "hash",
                "株式会社ふじ",
                "山田",
                "カブシキガイシャフジ",
                "100-0001",
                "+81312345678",
                true,
                true);
        SubscriberRecord bare = new SubscriberRecord(
                "+12125550124", "us-cascadia", "A2", null, null, null, null, null, null, false, false);
        records.load(List.of(full, bare));

        assertThat(records.find(List.of("+81312345678", "+12125550124", "+12125550199")))
                .containsExactlyInAnyOrder(full, bare);

        SubscriberRecord moved = new SubscriberRecord(
                "+81312345678", "jp-fujimi", "B1", null, null, null, null, null, null, false, true);
        records.load(List.of(moved));

        assertThat(records.find(List.of("+81312345678"))).containsExactly(moved);
    }

    @Test
    void loadsNothingFromAnEmptyList() {
        records.load(List.of());

        assertThat(records.find(List.of())).isEmpty();
    }
}
