package io.portline.cases.tnscase.s3;

import io.portline.cases.tnscase.DocumentStore;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

import java.net.URI;
import java.time.Duration;

/** A store in a bucket, where one is named. Elsewhere nothing of the library is even loaded. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("!'${portline.documents.s3.bucket:}'.isBlank()")
@EnableConfigurationProperties(S3Settings.class)
class S3Configuration {

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(3);
    private static final Duration SILENT_AT_MOST = Duration.ofSeconds(30);

    @Bean(destroyMethod = "close")
    S3Client documentBucket(S3Settings settings) {
        S3ClientBuilder builder = S3Client.builder()
                .region(Region.of(settings.region()))
                .credentialsProvider(credentials(settings))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT_WITHIN)
                        .socketTimeout(SILENT_AT_MOST))
                // Not every compatible server knows the checksums that AWS's adds by itself.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
        if (!settings.endpoint().isBlank()) {
            builder.endpointOverride(URI.create(settings.endpoint())).forcePathStyle(true);
        }
        return builder.build();
    }

    private static AwsCredentialsProvider credentials(S3Settings settings) {
        return settings.accessKey().isBlank()
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(settings.accessKey(), settings.secretKey()));
    }

    @Bean
    DocumentStore s3DocumentStore(S3Client documentBucket, S3Settings settings) {
        return new S3DocumentStore(documentBucket, settings.bucket(), settings.prefix());
    }
}
