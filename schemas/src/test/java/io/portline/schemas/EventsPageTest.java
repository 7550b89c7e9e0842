package io.portline.schemas;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import static org.assertj.core.api.Assertions.assertThat;

/** The page for consumers says what the catalogue and the schemas say. */
class EventsPageTest {

    private final List<String> lines;

    EventsPageTest() throws IOException {
        lines = Files.readAllLines(Path.of("..", "docs", "events.md"));
    }

    @Test
    void listsEveryTopicWithItsKeyWriterReadersAndRecord() {
        for (Topic<?> topic : Topics.all()) {
            List<String> cells = cells("| `" + topic.name() + "` |");
            assertThat(cells.get(1)).isEqualTo(topic.key());
            assertThat(cells.get(2)).isEqualTo(topic.writer());
            assertThat(new TreeSet<>(Set.of(cells.get(3).split(", ")))).isEqualTo(new TreeSet<>(topic.readers()));
            assertThat(cells.get(4)).isEqualTo("`" + topic.recordType().getSimpleName() + "`");
            assertThat(cells.get(5)).startsWith(topic.audience() == Topic.Audience.PUBLIC ? "yes" : "no");
            String retention = topic.config().getOrDefault("retention.ms", "compacted");
            assertThat(cells.get(6))
                    .isEqualTo(
                            switch (retention) {
                                case "compacted" -> "compacted";
                                case "-1" -> "for ever";
                                default -> Long.parseLong(retention) / 86_400_000 + " days";
                            });
        }
    }

    @Test
    void explainsEveryChangeOfAPortOrder() {
        Arrays.stream(PortOrderChange.values())
                .filter(change -> change != PortOrderChange.UNKNOWN)
                .forEach(change -> assertThat(cells("| `" + change + "` |")).hasSize(3));
    }

    private List<String> cells(String start) {
        String row = lines.stream()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No row " + start));
        return Arrays.stream(row.substring(1, row.length() - 1).split("\\|"))
                .map(String::strip)
                .toList();
    }
}
