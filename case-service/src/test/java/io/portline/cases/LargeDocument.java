package io.portline.cases;

import java.io.InputStream;

/** The largest document that is taken, made as it is read. */
public final class LargeDocument extends InputStream {

    public static final int SIZE = 25 * 1024 * 1024;

    /** Where almost all of it has gone through. */
    static final int NEARLY_ALL = SIZE - 64 * 1024;

    private int at;

    @Override
    public int read() {
        return at == SIZE ? -1 : byteAt(at++);
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (at == SIZE && length > 0) {
            return -1;
        }
        int count = Math.min(length, SIZE - at);
        for (int i = 0; i < count; i++) {
            target[offset + i] = (byte) byteAt(at++);
        }
        return count;
    }

    static int byteAt(int position) {
        return (position * 31 + (position >>> 13)) & 0xff;
    }
}
