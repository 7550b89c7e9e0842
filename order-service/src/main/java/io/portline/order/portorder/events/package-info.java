/** Port orders on Kafka: mappers to and from Avro, and the listener of carriers' replies. */
@NullMarked
package io.portline.order.portorder.events;

import org.jspecify.annotations.NullMarked;
