/** Waking orders when time alone brings them something. */
@NullMarked
package io.portline.order.portorder.timers;

import org.jspecify.annotations.NullMarked;
