package io.portline.cases.tnscase.s3;

import io.portline.cases.tnscase.DocumentContent;
import io.portline.cases.tnscase.DocumentStore;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataRetrievalFailureException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The bytes of documents as objects of an S3-compatible store. A document is sent as one object of known length, straight
 * from where it lies: it is read anew when the sending has to be tried again, so that nothing is kept in memory for that.
 * (Parts would each have to be, and start only at 5 MiB.)
 */
final class S3DocumentStore implements DocumentStore {

    private static final int TOO_MANY = 429;
    private static final int SERVER_ERRORS = 500;

    private final S3Client client;
    private final String bucket;
    private final String prefix;

    S3DocumentStore(S3Client client, String bucket, String prefix) {
        this.client = client;
        this.bucket = bucket;
        this.prefix = prefix;
    }

    @Override
    public Kind kind() {
        return Kind.S3;
    }

    @Override
    public void write(UUID id, String mediaType, long sizeBytes, DocumentContent content) throws IOException {
        try (Reading reading = new Reading(content)) {
            asked(() -> client.putObject(
                    request -> request.bucket(bucket).key(key(id)).contentType(mediaType),
                    RequestBody.fromContentProvider(reading, sizeBytes, mediaType)));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new GoneIfRolledBack(id));
        }
    }

    /** The row goes with its transaction, and nobody else would know of the object. */
    private final class GoneIfRolledBack implements TransactionSynchronization {

        private final UUID id;

        GoneIfRolledBack(UUID id) {
            this.id = id;
        }

        @Override
        public void afterCompletion(int status) {
            if (status == STATUS_ROLLED_BACK) {
                delete(id);
            }
        }
    }

    @Override
    public InputStream open(UUID id) {
        return asked(() -> client.getObject(request -> request.bucket(bucket).key(key(id))));
    }

    @Override
    public void delete(UUID id) {
        asked(() -> client.deleteObject(request -> request.bucket(bucket).key(key(id))));
    }

    private String key(UUID id) {
        return prefix + id;
    }

    private static <T> T asked(Supplier<T> asking) {
        try {
            return asking.get();
        } catch (NoSuchKeyException e) {
            throw new DataRetrievalFailureException("The document store has lost a document", e);
        } catch (AwsServiceException e) {
            if (e.statusCode() >= SERVER_ERRORS || e.statusCode() == TOO_MANY) {
                throw new DataAccessResourceFailureException("The document store cannot answer now", e);
            }
            throw new NonTransientDataAccessResourceException("The document store refuses: " + e.getMessage(), e);
        } catch (SdkClientException e) {
            throw new DataAccessResourceFailureException("The document store cannot be reached", e);
        }
    }

    /** The content, opened anew for each attempt; the one before is closed. */
    private static final class Reading implements ContentStreamProvider, Closeable {

        private final DocumentContent content;
        private @Nullable InputStream open;

        Reading(DocumentContent content) {
            this.content = content;
        }

        @Override
        public InputStream newStream() {
            try {
                close();
                InputStream opened = content.open();
                open = opened;
                return opened;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            if (open != null) {
                open.close();
            }
        }
    }
}
