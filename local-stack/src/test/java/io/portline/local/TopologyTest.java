package io.portline.local;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.OutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TopologyTest {
    @TempDir
    Path folder;

    private List<Part> parts = List.of();

    @BeforeEach
    void readTopology() {
        Home home = Home.open(folder, folder.resolve(".portline"));
        ClockSegment clock = new ClockSegment(Instant.EPOCH, Instant.EPOCH, BigDecimal.ONE);
        parts = new Topology(
                        home,
                        Ports.usual(),
                        new Secrets(home.secrets()),
                        clock,
                        new Terminal(new PrintStream(OutputStream.nullOutputStream())),
                        true)
                .parts();
    }

    @Test
    void namesEveryPartOnceWithTheAgreedPorts() {
        assertThat(parts)
                .extracting(Part::name)
                .containsExactly(
                        "postgres",
                        "kafka",
                        "mail",
                        "registry",
                        "identity",
                        "order-service",
                        "carrier-gateway",
                        "notification-service",
                        "case-service",
                        "dashboard");
        assertThat(parts)
                .extracting(part -> part.ports().getFirst())
                .containsExactly(15_432, 19_092, 10_025, 18_081, 9000, 8081, 8082, 8083, 8084, 8080);
        assertThat(parts.stream().flatMap(part -> part.ports().stream())).doesNotHaveDuplicates();
    }

    @Test
    void takesTheBeansThatTheBuildFoundOnlyWhereNothingIsSetForServices() {
        assertThat(Topology.asBuilt(Set.of("PATH", "JAVA_HOME", "PORTLINE_HOME", "PORTLINE_CHROMIUM")))
                .isTrue();
        assertThat(Topology.asBuilt(Set.of("PATH", "PORTLINE_DOCUMENTS_S3_BUCKET")))
                .isFalse();
        assertThat(Topology.asBuilt(Set.of("SPRING_PROFILES_ACTIVE"))).isFalse();
    }

    @Test
    void makesNoPartWaitForALaterOne() {
        List<String> names = parts.stream().map(Part::name).toList();
        IntStream.range(0, parts.size())
                .forEach(index -> assertThat(names.subList(0, index))
                        .as(names.get(index))
                        .containsAll(parts.get(index).waitsFor()));
    }

    @Test
    void choosesWhatIsAskedForWithWhatItWaitsFor() {
        assertThat(Topology.choose(parts, List.of("registry")))
                .extracting(Part::name)
                .containsExactly("postgres", "registry");
        assertThat(Topology.choose(parts, List.of())).isEqualTo(parts);
    }

    @Test
    void namesThePartsThereAreWhenAskedForAnother() {
        assertThatThrownBy(() -> Topology.choose(parts, List.of("postgras")))
                .isInstanceOf(LocalStackException.class)
                .hasMessageContaining("postgras")
                .hasMessageContaining("notification-service");
    }

    @Test
    void saysHowToBuildAServiceThatIsNotBuilt() {
        Part order = parts.get(5);
        assertThatThrownBy(() -> order.launch().command())
                .isInstanceOf(LocalStackException.class)
                .hasMessageContaining("order-service")
                .hasMessageContaining("mvn -pl order-service -am -DskipTests package");
    }
}
