package io.portline.local;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class SecretsTest {
    @TempDir
    Path folder;

    @Test
    void areMadeOnceAndKept() {
        Secrets first = new Secrets(folder);
        String password = first.random("database-orders");
        assertThat(password).hasSizeGreaterThanOrEqualTo(32);
        assertThat(new Secrets(folder).random("database-orders")).isEqualTo(password);
        assertThat(first.random("database-cases")).isNotEqualTo(password);
        assertThat(new Secrets(folder).demoPassword()).isEqualTo(first.demoPassword());
        assertThat(Base64.getDecoder().decode(first.key("wrapping"))).hasSize(32);
    }

    @Test
    void canBeReadByTheirOwnerOnly() throws Exception {
        Secrets secrets = new Secrets(folder);
        secrets.random("one");
        secrets.gatewayKey("public");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.toList())
                    .hasSize(3)
                    .allSatisfy(file -> assertThat(Files.getPosixFilePermissions(file))
                            .isEqualTo(PosixFilePermissions.fromString("rw-------")));
        }
    }

    @Test
    void giveTheGatewayAKeyPairOfTheAgreedForm() throws Exception {
        Secrets secrets = new Secrets(folder);
        KeyFactory keys = KeyFactory.getInstance("X25519");
        assertThat(keys.generatePublic(
                        new X509EncodedKeySpec(Base64.getDecoder().decode(secrets.gatewayKey("public")))))
                .isNotNull();
        assertThat(keys.generatePrivate(
                        new PKCS8EncodedKeySpec(Base64.getDecoder().decode(secrets.gatewayKey("private")))))
                .isNotNull();
    }
}
