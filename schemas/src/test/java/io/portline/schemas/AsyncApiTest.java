package io.portline.schemas;

import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** The AsyncAPI document and the catalogue say the same. That the document is valid AsyncAPI is for its own tool to say. */
class AsyncApiTest {

    private static final Path DOCUMENT = Path.of("src", "main", "asyncapi", "portline.asyncapi.yaml");

    private final Map<String, Object> document;

    AsyncApiTest() throws IOException {
        try (Reader reader = Files.newBufferedReader(DOCUMENT)) {
            document = new Yaml().load(reader);
        }
    }

    @Test
    void describesEveryTopicAndNoOther() {
        assertThat(map(document, "channels").values())
                .extracting(channel -> (String) ((Map<?, ?>) channel).get("address"))
                .containsExactlyElementsOf(
                        Topics.all().stream().map(Topic::name).toList());
    }

    @Test
    void saysWhoWritesAndReadsAndHowKafkaKeepsIt() {
        for (Topic<?> topic : Topics.all()) {
            Map<String, Object> channel = channel(topic);
            assertThat(channel.get("x-writer")).isEqualTo(topic.writer());
            assertThat(new HashSet<>(list(channel, "x-readers"))).isEqualTo(topic.readers());
            assertThat(channel.get("x-audience"))
                    .isEqualTo(topic.audience().name().toLowerCase(Locale.ROOT));
            Map<String, Object> kafka = map(map(channel, "bindings"), "kafka");
            assertThat(kafka.get("topic")).isEqualTo(topic.name());
            assertThat(kafka.get("partitions")).isEqualTo(topic.partitions());
            Map<String, String> config = new HashMap<>();
            map(kafka, "topicConfiguration")
                    .forEach((name, value) -> config.put(
                            name, value instanceof List<?> several ? (String) several.getFirst() : value.toString()));
            assertThat(config).isEqualTo(topic.config());
        }
    }

    @Test
    void refersToTheLatestReleasedSchema() {
        for (Topic<?> topic : Topics.all()) {
            Released.Version latest = Released.here().versions(topic).getLast();
            Map<String, Object> message = message(topic);
            assertThat(message.get("name")).isEqualTo(topic.ceType());
            assertThat(message.get("title")).isEqualTo(topic.recordType().getSimpleName());
            Object reference = map(map(message, "payload"), "schema").get("$ref");
            assertThat(DOCUMENT.getParent().resolve((String) reference).normalize())
                    .isEqualTo(latest.avsc());
            assertThat(map(map(map(message, "bindings"), "kafka"), "key").get("description"))
                    .asString()
                    .isEqualToIgnoringCase(topic.key() + ".");
        }
    }

    @Test
    void letsTheWriterSendAndTheReadersReceive() {
        for (Topic<?> topic : Topics.all()) {
            String channel = channelName(topic);
            assertThat(map(document, "operations").values())
                    .map(operation -> (Map<?, ?>) operation)
                    .filteredOn(operation -> operation.get("channel").equals(Map.of("$ref", "#/channels/" + channel)))
                    .anySatisfy(operation -> {
                        assertThat(operation.get("action")).isEqualTo("send");
                        assertThat(operation.get("title")).asString().contains(topic.writer(), topic.name());
                    })
                    .anySatisfy(operation -> {
                        assertThat(operation.get("action")).isEqualTo("receive");
                        assertThat(operation.get("title")).asString().contains(topic.readers());
                    })
                    .hasSize(2);
        }
    }

    @Test
    void requiresTheHeadersOfCloudEvents() {
        Map<String, Object> headers =
                map(map(map(map(document, "components"), "messageTraits"), "cloudEvent"), "headers");
        assertThat(list(headers, "required"))
                .map(Object::toString)
                .containsExactlyInAnyOrder(
                        "ce_specversion",
                        "ce_id",
                        "ce_type",
                        "ce_source",
                        "ce_subject",
                        "ce_time",
                        "ce_dataschema",
                        "ce_sequence",
                        "content-type");
        for (Topic<?> topic : Topics.all()) {
            assertThat(list(message(topic), "traits"))
                    .isEqualTo(List.of(Map.of("$ref", "#/components/messageTraits/cloudEvent")));
        }
    }

    private String channelName(Topic<?> topic) {
        return map(document, "channels").entrySet().stream()
                .filter(channel ->
                        ((Map<?, ?>) channel.getValue()).get("address").equals(topic.name()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    private Map<String, Object> channel(Topic<?> topic) {
        return map(map(document, "channels"), channelName(topic));
    }

    private Map<String, Object> message(Topic<?> topic) {
        return map(map(map(document, "components"), "messages"), channelName(topic));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Map<String, Object> of, String name) {
        assertThat(of).containsKey(name);
        return (Map<String, Object>) of.get(name);
    }

    private static List<?> list(Map<String, Object> of, String name) {
        assertThat(of).containsKey(name);
        return (List<?>) of.get(name);
    }
}
