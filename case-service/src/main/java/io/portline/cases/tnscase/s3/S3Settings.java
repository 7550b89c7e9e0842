package io.portline.cases.tnscase.s3;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings {@code portline.documents.s3}.
 *
 * @param endpoint of an S3-compatible server, such as {@code https://minio.example:9000}; blank: AWS's own of the region
 * @param bucket has to be there; the service may read, write and delete objects in it and needs nothing else
 * @param prefix what the names of our objects begin with
 * @param accessKey blank: the credentials are those of the machine, found as AWS's own tools find them
 */
@ConfigurationProperties("portline.documents.s3")
public record S3Settings(
        @DefaultValue("") String endpoint,
        @DefaultValue("us-east-1") String region,
        String bucket,
        @DefaultValue("documents/") String prefix,
        @DefaultValue("") String accessKey,
        @DefaultValue("") String secretKey) {

    /** Leaves the keys out. */
    @Override
    public String toString() {
        return "S3Settings[endpoint=%s, region=%s, bucket=%s, prefix=%s]".formatted(endpoint, region, bucket, prefix);
    }
}
