package io.portline.notification.delivery;

/** What a notification is about. */
public enum SubjectKind {
    PORT_ORDER,
    PORT_OUT,
    CASE
}
