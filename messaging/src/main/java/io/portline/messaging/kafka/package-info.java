/** Settings of the Kafka clients that messaging makes. */
@NullMarked
package io.portline.messaging.kafka;

import org.jspecify.annotations.NullMarked;
