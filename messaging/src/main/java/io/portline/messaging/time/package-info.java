/** The business clock and the timers that follow it. */
@NullMarked
package io.portline.messaging.time;

import org.jspecify.annotations.NullMarked;
