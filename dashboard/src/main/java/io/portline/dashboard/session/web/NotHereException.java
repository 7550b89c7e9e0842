package io.portline.dashboard.session.web;

/** What was asked for does not exist, or not for this viewer, which is the same. */
public final class NotHereException extends RuntimeException {
    public NotHereException() {
        super("Not here", null, false, false);
    }
}
