/** When port-outs complete. */
@NullMarked
package io.portline.order.portout.timers;

import org.jspecify.annotations.NullMarked;
