package io.portline.infrastructure;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** Versions that the build knows, and the images of the same. */
record BuildProperties(
        String postgresVersion, String registryVersion, String postgresImage, String kafkaImage, String registryImage) {
    static BuildProperties load() {
        Properties properties = new Properties();
        try (InputStream in = BuildProperties.class.getResourceAsStream("/embedded-infrastructure.properties")) {
            if (in == null) {
                throw new InfrastructureException("embedded-infrastructure.properties is not on the class path");
            }
            properties.load(in);
        } catch (IOException e) {
            throw new InfrastructureException("Cannot read embedded-infrastructure.properties", e);
        }
        return new BuildProperties(
                properties.getProperty("postgres.version", "unknown"),
                properties.getProperty("registry.version", "unknown"),
                properties.getProperty("postgres.image", "unknown"),
                properties.getProperty("kafka.image", "unknown"),
                properties.getProperty("registry.image", "unknown"));
    }
}
