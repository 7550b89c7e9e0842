/** Port-outs in PostgreSQL. */
@NullMarked
package io.portline.order.portout.persistence;

import org.jspecify.annotations.NullMarked;
