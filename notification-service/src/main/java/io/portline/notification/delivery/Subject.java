package io.portline.notification.delivery;

import java.util.UUID;

/**
 * The order, port-out or case that a notification is about.
 *
 * @param number as people quote it, such as {@code PO-000042}
 */
public record Subject(SubjectKind kind, UUID id, String number, String tenantId) {}
