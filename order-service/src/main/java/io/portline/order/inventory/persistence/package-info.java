/** The inventory in PostgreSQL. */
@NullMarked
package io.portline.order.inventory.persistence;

import org.jspecify.annotations.NullMarked;
