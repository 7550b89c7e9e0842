/** The read model of deliveries in PostgreSQL. */
@NullMarked
package io.portline.dashboard.deliveries.persistence;

import org.jspecify.annotations.NullMarked;
