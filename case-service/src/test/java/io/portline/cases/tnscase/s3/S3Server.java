package io.portline.cases.tnscase.s3;

import io.portline.infrastructure.FreePort;
import io.portline.infrastructure.TestInfrastructure;
import org.awaitility.Awaitility;
import software.amazon.awssdk.services.s3.S3Client;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** A real S3-compatible server with a bucket, as a process that does not outlive this JVM. */
public final class S3Server {

    public static final String BUCKET = "portline";
    public static final String ACCESS_KEY = "portline-test";
    public static final String SECRET_KEY = "the-secret-of-the-bucket";

    private static final class Shared {
        static final S3Server INSTANCE = new S3Server();
    }

    private final String endpoint = "http://127.0.0.1:" + FreePort.find();

    private S3Server() {
        Path jar = Path.of("target", "s3-server", "s3proxy.jar").toAbsolutePath();
        assertThat(jar).as("brought by 'mvn generate-test-resources'").exists();
        try {
            Path folder = Files.createDirectories(TestInfrastructure.newFolder("s3"));
            Path settings = Files.write(
                    folder.resolve("s3proxy.conf"),
                    List.of(
                            "s3proxy.endpoint=" + endpoint,
                            "s3proxy.authorization=aws-v2-or-v4",
                            "s3proxy.identity=" + ACCESS_KEY,
                            "s3proxy.credential=" + SECRET_KEY,
                            "jclouds.provider=filesystem-nio2",
                            "jclouds.filesystem.basedir=" + Files.createDirectories(folder.resolve("data"))));
            // Reads a pipe that nobody writes to: it closes when this JVM ends, however that happens.
            new ProcessBuilder(
                            "sh",
                            "-c",
                            "\"$@\" & server=$!; read -r _; kill -9 $server",
                            "s3-server",
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx96m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-jar",
                            jar.toString(),
                            "--properties",
                            settings.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(new File(folder.toFile(), "s3proxy.log"))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            Awaitility.await("the S3 server")
                    .atMost(Duration.ofMinutes(2))
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> http.send(
                                            HttpRequest.newBuilder(URI.create(endpoint))
                                                    .build(),
                                            HttpResponse.BodyHandlers.discarding())
                                    .statusCode()
                            > 0);
        }
        try (S3Client client = client(settings(endpoint, SECRET_KEY))) {
            client.createBucket(request -> request.bucket(BUCKET));
        }
    }

    /** The one of this JVM, started when it is first asked for. */
    public static S3Server shared() {
        return Shared.INSTANCE;
    }

    public String endpoint() {
        return endpoint;
    }

    S3Settings settings() {
        return settings(endpoint, SECRET_KEY);
    }

    static S3Settings settings(String endpoint, String secretKey) {
        return new S3Settings(endpoint, "us-east-1", BUCKET, "documents/", ACCESS_KEY, secretKey);
    }

    static S3Client client(S3Settings settings) {
        return new S3Configuration().documentBucket(settings);
    }
}
