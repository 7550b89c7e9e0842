package io.portline.dashboard.page.web;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.LongFunction;

/** Begins an answer that a browser keeps as a file and never shows, whatever is in it. */
public final class Download {

    private Download() {}

    /**
     * Writes nothing before there is something to pass on, so that a refusal can still be a page.
     *
     * @param type a media type
     */
    public static LongFunction<OutputStream> as(String name, String type, HttpServletResponse response) {
        return length -> {
            response.setContentType(type);
            response.setHeader(
                    HttpHeaders.CONTENT_DISPOSITION,
                    ContentDisposition.attachment()
                            .filename(name, StandardCharsets.UTF_8)
                            .build()
                            .toString());
            response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-store");
            if (length >= 0) {
                response.setContentLengthLong(length);
            }
            try {
                return response.getOutputStream();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }
}
