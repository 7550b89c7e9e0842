/** Asks Kafka how far our consumers are. */
@NullMarked
package io.portline.dashboard.freshness.client;

import org.jspecify.annotations.NullMarked;
