package io.portline.local;

import io.portline.infrastructure.KafkaAccess.Grant;
import io.portline.infrastructure.KafkaAccess.Kind;
import io.portline.schemas.Topic.Audience;
import io.portline.schemas.Topics;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

class AccessTest {
    private static final Path GRANTS = Path.of("../deploy/kafka/grants");

    @Test
    void givesWritingToTheOneWriterOfATopicAlone() {
        Topics.all()
                .forEach(topic -> assertThat(Access.grants())
                        .filteredOn(grant -> covers(grant, topic.name())
                                && grant.operations().contains(AclOperation.WRITE))
                        .extracting(Grant::user)
                        .containsExactly(topic.writer()));
    }

    @Test
    void givesAnOutsiderThePublicTopicsAlone() {
        assertThat(Access.grants())
                .filteredOn(grant -> grant.user().equals(Access.OUTSIDE) && grant.kind() == Kind.TOPIC)
                .allSatisfy(grant -> assertThat(grant.operations())
                        .containsExactlyInAnyOrder(AclOperation.READ, AclOperation.DESCRIBE))
                .extracting(Grant::name)
                .containsExactlyInAnyOrderElementsOf(Topics.all().stream()
                        .filter(topic -> topic.audience() == Audience.PUBLIC)
                        .map(topic -> topic.name())
                        .toList());
    }

    /** Written anew with {@code -Dportline.write=true}. */
    @Test
    void saysTheSameToTheContainers() throws IOException {
        String expected = lines();
        if (Boolean.getBoolean("portline.write")) {
            Files.createDirectories(GRANTS.getParent());
            Files.writeString(GRANTS, expected);
        }
        assertThat(GRANTS).hasContent(expected);
    }

    /** A line for each call of kafka-acls.sh: what has the same user, kind and rights goes together. */
    private static String lines() {
        Map<String, TreeSet<String>> calls = new TreeMap<>();
        for (Grant grant : Access.grants()) {
            String operations = grant.operations().stream()
                    .map(operation -> operation.name().replace("_", ""))
                    .sorted()
                    .collect(Collectors.joining(","));
            calls.computeIfAbsent(
                            "%s %s %s %s"
                                    .formatted(
                                            grant.user(),
                                            operations,
                                            grant.prefix() ? "prefixed" : "literal",
                                            grant.kind() == Kind.TOPIC ? "topic" : "group"),
                            _ -> new TreeSet<>())
                    .add(grant.name());
        }
        List<String> lines = calls.entrySet().stream()
                .map(call -> call.getKey() + " " + String.join(" ", call.getValue()))
                .toList();
        return "# user operations pattern kind names: who may do what in Kafka, from the catalogue of topics (AccessTest writes it)\n"
                + String.join("\n", lines) + "\n";
    }

    private static boolean covers(Grant grant, String topic) {
        return grant.kind() == Kind.TOPIC
                && (grant.prefix()
                        ? topic.startsWith(grant.name())
                        : grant.name().equals(topic));
    }
}
