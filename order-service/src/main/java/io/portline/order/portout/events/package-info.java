/** What is published about port-outs. */
@NullMarked
package io.portline.order.portout.events;

import org.jspecify.annotations.NullMarked;
