/** Consuming: each event once, in order, in the handler's own transaction. */
@NullMarked
package io.portline.messaging.inbox;

import org.jspecify.annotations.NullMarked;
