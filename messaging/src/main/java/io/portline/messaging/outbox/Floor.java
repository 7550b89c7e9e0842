package io.portline.messaging.outbox;

import org.jspecify.annotations.Nullable;

/**
 * The id up to which the outbox is known to hold nothing unsent, now or ever. It keeps the relay's scan off rows that
 * are dead but that an old snapshot keeps in the table.
 *
 * <p>A sequence is not commit order, so the floor rises only when every transaction that could still hold an id below
 * has ended: {@code last} is read from the sequence <em>before</em> {@code next} is drawn, a transaction id that is
 * given out only then; every writer has its transaction id before it draws a number ({@link OutboxSql}), hence all
 * owners of ids up to {@code last} are below {@code next}; once a later snapshot's {@code xmin} has reached it, they are
 * over. The {@code xmax} of a snapshot would not do: it is one above the last transaction that has <em>ended</em>, and
 * one that is still open may be above it.
 */
final class Floor {

    private long value;
    private long settled;
    private @Nullable Mark mark;

    Floor(long value) {
        this.value = value;
        this.settled = value;
    }

    long value() {
        return value;
    }

    /** Whether all rows up to this id that will ever be there are there already. */
    boolean isSettledUpTo(long id) {
        return id <= settled;
    }

    /** Whether a mark waits to be settled; if not, one is to be set. */
    boolean isMarked() {
        return mark != null;
    }

    /** Whether everything up to the mark is settled, seen from a snapshot with this {@code xmin}. */
    boolean isSettled(long xmin) {
        return mark != null && xmin >= mark.next();
    }

    /** Raises the floor after {@link #isSettled}; {@code firstUnsent} was read after that was found. */
    void raise(@Nullable Long firstUnsent) {
        if (mark != null) {
            settled = Math.max(settled, mark.last());
            long free = firstUnsent == null ? mark.last() : Math.min(mark.last(), firstUnsent - 1);
            value = Math.max(value, free);
            mark = null;
        }
    }

    /** Sets the next mark if there is none. */
    void mark(long last, long next) {
        if (mark == null) {
            mark = new Mark(last, next);
        }
    }

    private record Mark(long last, long next) {}
}
