package io.portline.notification.delivery.persistence;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Keeps the plans of the mail queue's statements to its indexes. It is mostly empty when its statistics are made, and a plan
 * made from them would read the whole table for every few rows as soon as many wait.
 */
final class QueuePlans {
    private static final String INDEXES_ONLY = """
            SELECT set_config(setting, 'off', true)
            FROM unnest(ARRAY['enable_seqscan', 'enable_bitmapscan', 'enable_hashjoin', 'enable_mergejoin']) AS setting""";

    private QueuePlans() {}

    /** For the rest of the transaction that is running. */
    static void byIndexes(JdbcClient jdbc) {
        jdbc.sql(INDEXES_ONLY).query().listOfRows();
    }
}
