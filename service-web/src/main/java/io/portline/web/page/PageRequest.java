package io.portline.web.page;

import org.jspecify.annotations.Nullable;

/**
 * Which page is asked for: an argument of controller methods, from the query parameters {@code limit} and {@code
 * cursor}.
 *
 * @param limit how many items at most, 1 to {@value #MAX_LIMIT}
 * @param cursor where the page before ended; null for the first page
 */
public record PageRequest(int limit, @Nullable Cursor cursor) {

    public static final int DEFAULT_LIMIT = 50;
    public static final int MAX_LIMIT = 200;

    public PageRequest {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("A page has 1 to " + MAX_LIMIT + " items");
        }
    }

    public static PageRequest first() {
        return new PageRequest(DEFAULT_LIMIT, null);
    }

    /** How many rows to read, so that one knows whether there is a next page. */
    public int rowsToRead() {
        return limit + 1;
    }
}
