/** order-service: port orders, port-out PIN and port-outs. */
@NullMarked
package io.portline.order;

import org.jspecify.annotations.NullMarked;
