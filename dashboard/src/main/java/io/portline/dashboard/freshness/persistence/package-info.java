/** Asks Kafka how far our consumers are. */
@NullMarked
package io.portline.dashboard.freshness.persistence;

import org.jspecify.annotations.NullMarked;
