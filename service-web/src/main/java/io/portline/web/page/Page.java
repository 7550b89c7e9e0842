package io.portline.web.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Function;

/**
 * One page of a list. A controller that returns it also sends {@code Link: <…>; rel="next"} where there is a next page.
 *
 * @param items in the order of the list
 * @param nextCursor where the next page begins; null on the last page, and then not in the JSON
 */
public record Page<T>(
        List<T> items,

        @JsonProperty("next") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        Cursor nextCursor) {

    public Page {
        items = List.copyOf(items);
    }

    /**
     * The page out of the rows read for it.
     *
     * @param rows up to {@link PageRequest#rowsToRead()} rows; the one beyond the limit only tells that there is more
     * @param cursorOf the sort keys of a row
     */
    public static <T> Page<T> of(List<T> rows, PageRequest request, Function<? super T, Cursor> cursorOf) {
        if (rows.size() <= request.limit()) {
            return new Page<>(rows, null);
        }
        List<T> items = rows.subList(0, request.limit());
        return new Page<>(items, cursorOf.apply(items.getLast()));
    }

    /** The same page of other things, e.g. of what is shown instead of what is stored. */
    public <R> Page<R> map(Function<? super T, ? extends R> mapping) {
        return new Page<>(items.stream().<R>map(mapping).toList(), nextCursor);
    }
}
