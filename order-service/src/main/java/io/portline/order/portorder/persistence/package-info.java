/** Port orders in PostgreSQL: state, timeline and outbox in one statement. */
@NullMarked
package io.portline.order.portorder.persistence;

import org.jspecify.annotations.NullMarked;
