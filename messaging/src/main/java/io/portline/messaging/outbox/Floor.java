package io.portline.messaging.outbox;

import org.jspecify.annotations.Nullable;

/**
 * The id up to which the outbox is known to hold nothing unsent, now or ever. It keeps the relay's scan off rows that
 * are dead but that an old snapshot keeps in the table.
 *
 * <p>A sequence is not commit order, so the floor rises only when every transaction that could still hold an id below
 * has ended: {@code last} is read from the sequence <em>before</em> the snapshot, every writer has its transaction id
 * before it draws a number ({@link OutboxSql}), hence all owners of ids up to {@code last} are below the snapshot's
 * {@code xmax}; once a later snapshot's {@code xmin} has reached it, they are over.
 */
final class Floor {

    private long value;
    private @Nullable Mark mark;

    Floor(long value) {
        this.value = value;
    }

    long value() {
        return value;
    }

    /** Whether everything up to the mark is settled, seen from a snapshot with this {@code xmin}. */
    boolean isSettled(long xmin) {
        return mark != null && xmin >= mark.xmax();
    }

    /** Raises the floor after {@link #isSettled}; {@code firstUnsent} was read after that was found. */
    void raise(@Nullable Long firstUnsent) {
        if (mark != null) {
            long free = firstUnsent == null ? mark.last() : Math.min(mark.last(), firstUnsent - 1);
            value = Math.max(value, free);
            mark = null;
        }
    }

    /** Sets the next mark if there is none. */
    void mark(long last, long xmax) {
        if (mark == null) {
            mark = new Mark(last, xmax);
        }
    }

    private record Mark(long last, long xmax) {}
}
