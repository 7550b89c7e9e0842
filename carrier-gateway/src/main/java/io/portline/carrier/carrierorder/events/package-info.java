/** Requests from and replies to Kafka: the only place that knows the Avro records. */
@NullMarked
package io.portline.carrier.carrierorder.events;

import org.jspecify.annotations.NullMarked;
