package io.portline.web.etag;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;

import java.util.Collections;
import java.util.List;

/** The revision of a resource as a strong entity tag: {@code "7"}. */
public final class ETags {

    private ETags() {}

    /** The value of the header {@code ETag}, quotes included. */
    public static String of(long revision) {
        return "\"" + revision + "\"";
    }

    /** The revisions that the request presumes; a 428 problem without {@code If-Match}, a 400 problem if it is broken. */
    public static ExpectedRevision ifMatch(HttpServletRequest request) {
        List<String> values = Collections.list(request.getHeaders(HttpHeaders.IF_MATCH));
        return ExpectedRevision.parse(values);
    }
}
