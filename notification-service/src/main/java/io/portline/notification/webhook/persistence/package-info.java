/** Endpoints, events and deliveries in PostgreSQL. */
@NullMarked
package io.portline.notification.webhook.persistence;

import org.jspecify.annotations.NullMarked;
