package io.portline.dashboard.orderhistory.web;

import io.portline.dashboard.orderhistory.OrderFilter;
import io.portline.dashboard.orderhistory.OrderPosition;
import io.portline.dashboard.session.web.Viewer;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

import java.time.DateTimeException;
import java.time.Instant;

/** Filters and positions as they stand in addresses. */
final class OrderCursor {

    private OrderCursor() {}

    static String write(OrderPosition position) {
        return position.submittedAt() + "_" + position.id();
    }

    /** Where a page begins; at the newest if the address does not say it in our words. */
    static @Nullable OrderPosition read(@Nullable String cursor) {
        int cut = cursor == null ? -1 : cursor.indexOf('_');
        if (cursor == null || cut < 0) {
            return null;
        }
        try {
            return new OrderPosition(Instant.parse(cursor.substring(0, cut)), Viewer.id(cursor.substring(cut + 1)));
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** The filter as the query of an address; empty if it lets everything through. */
    static String query(OrderFilter filter) {
        UriComponentsBuilder query = UriComponentsBuilder.newInstance();
        if (filter.status() != null) {
            query.queryParam("status", filter.status().name());
        }
        if (filter.country() != null) {
            query.queryParam("country", "{country}");
        }
        if (filter.text() != null) {
            query.queryParam("q", "{q}");
        }
        String written = query.encode()
                .buildAndExpand(java.util.Map.of(
                        "country", filter.country() == null ? "" : filter.country(),
                        "q", filter.text() == null ? "" : filter.text()))
                .toUriString();
        return written.startsWith("?") ? written.substring(1) : written;
    }
}
