/** Port-outs as figures. */
@NullMarked
package io.portline.order.portout.metrics;

import org.jspecify.annotations.NullMarked;
