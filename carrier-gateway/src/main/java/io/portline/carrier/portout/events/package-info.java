/** What becomes of port-outs, from Kafka. */
@NullMarked
package io.portline.carrier.portout.events;

import org.jspecify.annotations.NullMarked;
