/** The read model of port orders in PostgreSQL. */
@NullMarked
package io.portline.dashboard.orderhistory.persistence;

import org.jspecify.annotations.NullMarked;
