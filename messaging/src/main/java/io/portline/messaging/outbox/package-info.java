/** Publishing: rows written with the business change, and the relay that sends them. */
@NullMarked
package io.portline.messaging.outbox;

import org.jspecify.annotations.NullMarked;
