package io.portline.notification.delivery.persistence;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Many rows as one parameter a column, for {@code unnest}. */
final class Columns {
    private Columns() {}

    static <T> String[] texts(List<T> rows, Function<T, @Nullable String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }

    static <T> String[] ids(List<T> rows, Function<T, UUID> column) {
        return rows.stream().map(row -> column.apply(row).toString()).toArray(String[]::new);
    }
}
