package io.portline.dashboard.upstream;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads what services said in JSON; what is not there, or is something else, is left out. */
public final class Said {

    private Said() {}

    /** The objects of a list. */
    @SuppressWarnings("unchecked")
    public static List<Map<String, Object>> items(@Nullable Object list) {
        List<Map<String, Object>> items = new ArrayList<>();
        if (list instanceof List<?> all) {
            for (Object item : all) {
                if (item instanceof Map<?, ?> object) {
                    items.add((Map<String, Object>) object);
                }
            }
        }
        return items;
    }

    public static List<String> texts(@Nullable Object list) {
        return list instanceof List<?> all ? all.stream().map(String::valueOf).toList() : List.of();
    }

    public static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    public static boolean yes(@Nullable Object value) {
        return Boolean.TRUE.equals(value);
    }
}
