/** Subscriber records in PostgreSQL. */
@NullMarked
package io.portline.carrier.losingcarrier.persistence;

import org.jspecify.annotations.NullMarked;
