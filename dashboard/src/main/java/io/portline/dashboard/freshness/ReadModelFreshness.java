package io.portline.dashboard.freshness;

import java.util.List;
import java.util.Optional;

/** How far the read model is behind the topics, as last asked; asking costs the caller nothing. */
public interface ReadModelFreshness {

    /** Each of our consumers; empty if Kafka does not answer. */
    Optional<List<ConsumerLag>> lags();

    /** Each consumer of every service, asked of Kafka now; empty if it does not answer. */
    Optional<List<ConsumerLag>> everyGroup();

    /** Records that are still to be read, all together; empty if Kafka does not answer. */
    default Optional<Long> behind() {
        return lags().map(all -> all.stream().mapToLong(ConsumerLag::behind).sum());
    }
}
