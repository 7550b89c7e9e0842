package io.portline.cases.tnscase.persistence;

import io.portline.cases.tnscase.DocumentContent;
import io.portline.cases.tnscase.DocumentStore;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.UUID;

/**
 * The bytes of documents as rows of one piece each: they are in the same transactions, backups and replicas as everything
 * else, which large objects are not in every tool. A reader takes a connection for one piece at a time, so that a slow
 * client holds none.
 */
@Repository
class PostgresDocumentStore implements DocumentStore {

    static final int PIECE = 256 * 1024;

    private final JdbcClient jdbc;

    private final TransactionOperations transactions;

    PostgresDocumentStore(JdbcClient jdbc, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    @Override
    public Kind kind() {
        return Kind.POSTGRESQL;
    }

    @Override
    public void write(UUID id, String mediaType, long sizeBytes, DocumentContent content) throws IOException {
        try {
            transactions.executeWithoutResult(_ -> {
                try (InputStream bytes = content.open()) {
                    write(id, sizeBytes, bytes);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void write(UUID id, long sizeBytes, InputStream bytes) throws IOException {
        long written = 0;
        int position = 0;
        for (byte[] piece = bytes.readNBytes(PIECE); piece.length > 0; piece = bytes.readNBytes(PIECE)) {
            jdbc.sql("INSERT INTO document_piece (document_id, position, content) VALUES (:id, :position, :content)")
                    .param("id", id)
                    .param("position", position++)
                    .param("content", piece)
                    .update();
            written += piece.length;
        }
        if (written != sizeBytes) {
            throw new IOException("%d bytes came and %d were announced".formatted(written, sizeBytes));
        }
    }

    @Override
    public InputStream open(UUID id) {
        return new Pieces(id);
    }

    @Override
    public void delete(UUID id) {
        jdbc.sql("DELETE FROM document_piece WHERE document_id = :id")
                .param("id", id)
                .update();
    }

    private Optional<byte[]> piece(UUID id, int position) {
        return jdbc.sql("SELECT content FROM document_piece WHERE document_id = :id AND position = :position")
                .param("id", id)
                .param("position", position)
                .query((row, _) -> row.getBytes("content"))
                .optional();
    }

    private final class Pieces extends InputStream {

        private final UUID id;
        private byte[] current = new byte[0];
        private int at;
        private int next;
        private boolean ended;

        Pieces(UUID id) {
            this.id = id;
        }

        @Override
        public int read() {
            return fill() ? current[at++] & 0xff : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (length == 0) {
                return 0;
            }
            if (!fill()) {
                return -1;
            }
            int count = Math.min(length, current.length - at);
            System.arraycopy(current, at, target, offset, count);
            at += count;
            return count;
        }

        /** Whether there is another byte. */
        private boolean fill() {
            if (at == current.length && !ended) {
                current = piece(id, next++).orElse(new byte[0]);
                at = 0;
                ended = current.length == 0;
            }
            return !ended;
        }
    }
}
