package io.portline.infrastructure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ServerHostsTest {
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "processes"})
    void runsProcessesUnlessToldOtherwise(String chosen) {
        try (ServerHosts hosts = ServerHosts.of(chosen)) {
            assertThat(hosts).isInstanceOf(ServerHosts.Processes.class);
        }
    }

    @Test
    void namesTheChoicesWhenItIsGivenAnother() {
        assertThatThrownBy(() -> ServerHosts.of("docker"))
                .isInstanceOf(InfrastructureException.class)
                .hasMessage(
                        "-Dinfrastructure=docker is unknown; there are processes (used if it is not set) and testcontainers");
    }

    @Test
    void saysWhatToDoWhereNoEngineAnswers() {
        assertThatThrownBy(() -> ContainerHosts.connect(() -> false))
                .isInstanceOf(InfrastructureException.class)
                .hasMessageStartingWith(
                        "-Dinfrastructure=testcontainers needs a container engine on this machine, and none answers.")
                .hasMessageContaining("Install and start Docker")
                .hasMessageContaining("DOCKER_HOST")
                .hasMessageContaining("leave the property out");
    }

    @Test
    void saysHowToBringTestcontainersWhereItIsNotOnTheClassPath() throws Exception {
        List<URL> without = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!entry.contains("testcontainers")) {
                without.add(Path.of(entry).toUri().toURL());
            }
        }
        try (URLClassLoader loader =
                new URLClassLoader(without.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Method of = loader.loadClass(ServerHosts.class.getName()).getMethod("of", String.class);
            of.setAccessible(true);
            assertThatThrownBy(() -> of.invoke(null, "testcontainers"))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .hasMessageContaining("Testcontainers is not on the class path")
                    .hasMessageContaining("-Dinfrastructure=testcontainers");
        }
    }

    @Test
    void takesTheImagesOfTheComposeFile() throws Exception {
        BuildProperties properties = BuildProperties.load();
        List<String> compose = Files.readAllLines(Path.of("../docker-compose.yml"));
        assertThat(List.of(properties.kafkaImage(), properties.postgresImage(), properties.registryImage()))
                .allSatisfy(image -> assertThat(compose).contains("    image: " + image));
    }

    @Test
    void buildsOnTheDockerfilesOwnBaseImagesUnlessOthersAreNamed() throws Exception {
        List<String> compose = Files.readAllLines(Path.of("../docker-compose.yml"));
        List<String> images = Files.readAllLines(Path.of("../deploy/Dockerfile")).stream()
                .filter(line -> line.startsWith("ARG ") && line.contains("_IMAGE="))
                .map(line -> line.substring("ARG ".length()))
                .toList();
        assertThat(images).hasSize(2).allSatisfy(image -> {
            String name = image.substring(0, image.indexOf('='));
            assertThat(compose)
                    .contains("  %s: ${%s:-%s}".formatted(name, name, image.substring(image.indexOf('=') + 1)));
        });
    }

    @Test
    void namesPropertiesAsKafkasImageTakesThem() {
        assertThat(ContainerHosts.kafkaVariable("log.dirs")).isEqualTo("KAFKA_LOG_DIRS");
        assertThat(ContainerHosts.kafkaVariable("listener.name.clients.scram-sha-512.sasl.jaas.config"))
                .isEqualTo("KAFKA_LISTENER_NAME_CLIENTS_SCRAM___SHA___512_SASL_JAAS_CONFIG");
    }
}
