package io.portline.local;

import io.portline.infrastructure.KafkaAccess.Grant;
import io.portline.infrastructure.KafkaAccess.Kind;
import io.portline.schemas.Topic;
import io.portline.schemas.Topics;
import org.apache.kafka.common.acl.AclOperation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who may do what in Kafka, from the catalogue of topics: a service writes its own topics and the dead letters of its
 * consumers, and reads what the catalogue says; anybody else who is let in reads the public topics.
 */
public final class Access {
    /** An integrating system's user: reads public topics, in groups of its name. */
    public static final String OUTSIDE = "outside";

    private static final Set<AclOperation> WRITES = Set.of(
            AclOperation.CREATE,
            AclOperation.DESCRIBE,
            AclOperation.DESCRIBE_CONFIGS,
            AclOperation.ALTER_CONFIGS,
            AclOperation.WRITE,
            // The relay reads back what it sent before a failure.
            AclOperation.READ);
    private static final Set<AclOperation> READS = Set.of(AclOperation.DESCRIBE, AclOperation.READ);

    /** Its read model is built again from the topics' beginning: Kafka then forgets its place. */
    private static final String REBUILT = "dashboard";

    private static final Set<AclOperation> REBUILDS =
            Set.of(AclOperation.DESCRIBE, AclOperation.READ, AclOperation.DELETE);

    /** It shows operators how far behind other services are, of the topics that it reads too. */
    private static final Set<AclOperation> LOOKS = Set.of(AclOperation.DESCRIBE);

    private Access() {}

    /** The services that have a user of their own in Kafka and in the registry. */
    public static List<String> services() {
        Set<String> services = new TreeSet<>();
        Topics.all().forEach(topic -> {
            services.add(topic.writer());
            services.addAll(topic.readers());
        });
        return List.copyOf(services);
    }

    public static List<Grant> grants() {
        List<Grant> grants = new ArrayList<>();
        for (String service : services()) {
            for (Topic<?> topic : Topics.writtenBy(service)) {
                grants.add(new Grant(service, Kind.TOPIC, false, topic.name(), WRITES));
            }
            for (Topic<?> topic : Topics.readBy(service)) {
                grants.add(new Grant(service, Kind.TOPIC, false, topic.name(), READS));
                // <topic>.<consumer>.dlt, and a consumer's name begins with its service's.
                grants.add(new Grant(service, Kind.TOPIC, true, topic.name() + "." + service + ".", WRITES));
            }
            grants.add(new Grant(service, Kind.GROUP, true, service + ".", service.equals(REBUILT) ? REBUILDS : READS));
            if (!service.equals(REBUILT)) {
                grants.add(new Grant(REBUILT, Kind.GROUP, true, service + ".", LOOKS));
            }
        }
        for (Topic<?> topic : Topics.all()) {
            if (topic.audience() == Topic.Audience.PUBLIC) {
                grants.add(new Grant(OUTSIDE, Kind.TOPIC, false, topic.name(), READS));
            }
        }
        grants.add(new Grant(OUTSIDE, Kind.GROUP, true, OUTSIDE + ".", READS));
        return grants;
    }
}
