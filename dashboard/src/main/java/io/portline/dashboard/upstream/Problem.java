package io.portline.dashboard.upstream;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Why a service refused (RFC 9457), in the user's language.
 *
 * @param type the problem's URI
 * @param orderStatus the status that a refused action met, if it says so
 */
public record Problem(
        int status,
        String type,
        @Nullable String title,
        @Nullable String detail,
        List<Fault> faults,
        @Nullable String orderStatus) {

    /** One field's fault. */
    public record Fault(String pointer, @Nullable String code, String text) {}

    public Problem {
        faults = List.copyOf(faults);
    }

    public boolean is(String slug) {
        return type.endsWith(":" + slug);
    }

    /** What to tell the user where no field is at fault. */
    public @Nullable String words() {
        return detail != null ? detail : title;
    }
}
