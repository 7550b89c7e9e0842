/** Contacts, notifications and deliveries in PostgreSQL. */
@NullMarked
package io.portline.notification.delivery.persistence;

import org.jspecify.annotations.NullMarked;
