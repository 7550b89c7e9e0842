/** What operators measure about port orders. */
@NullMarked
package io.portline.order.portorder.metrics;

import org.jspecify.annotations.NullMarked;
