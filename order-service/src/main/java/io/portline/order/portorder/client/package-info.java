/** Calls to other services. */
@NullMarked
package io.portline.order.portorder.client;

import org.jspecify.annotations.NullMarked;
