package io.portline.carrier.losingcarrier;

import java.util.Collection;
import java.util.List;

/** The subscriber records that the simulator holds. */
public interface SubscriberRecords {

    /** The records of those numbers, E.164; numbers without one are left out. */
    List<SubscriberRecord> find(Collection<String> numbers);

    /** Loads records, each in place of what was known about its number: all or none. */
    void load(Collection<SubscriberRecord> records);
}
