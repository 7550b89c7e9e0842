package io.portline.cases;

import io.portline.cases.tnscase.DocumentStore;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;

/** What of a document is in the heap at the moment at which almost all of it has gone through. */
public final class LiveHeap {

    /** Pieces, buffers of driver and sockets, and what else happens in this JVM; a fifth of the document. */
    private static final long AT_MOST = LargeDocument.SIZE / 5;

    private LiveHeap() {}

    public static void assertThatALargeDocumentAddsNothing(DocumentStore store) throws IOException {
        UUID id = UUID.randomUUID();
        long before = live();
        long[] whileWriting = new long[1];
        store.write(id, "application/pdf", LargeDocument.SIZE, () -> new Measured(new LargeDocument(), whileWriting));
        assertThat(whileWriting[0] - before).as("live heap while writing").isLessThan(AT_MOST);

        long[] whileReading = new long[1];
        try (InputStream content = new Measured(store.open(id), whileReading)) {
            byte[] buffer = new byte[16 * 1024];
            int at = 0;
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    if ((buffer[i] & 0xff) != LargeDocument.byteAt(at + i)) {
                        throw new AssertionError("Another byte at " + (at + i));
                    }
                }
                at += read;
            }
            assertThat(at).isEqualTo(LargeDocument.SIZE);
        }
        assertThat(whileReading[0] - before).as("live heap while reading").isLessThan(AT_MOST);
        store.delete(id);
    }

    private static long live() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Looks at the heap, once. */
    private static final class Measured extends FilterInputStream {

        private final long[] live;
        private int at;

        Measured(InputStream content, long[] live) {
            super(content);
            this.live = live;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            went(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = super.read(target, offset, length);
            went(Math.max(0, read));
            return read;
        }

        private void went(int count) {
            at += count;
            if (at >= LargeDocument.NEARLY_ALL && live[0] == 0) {
                live[0] = live();
            }
        }
    }
}
