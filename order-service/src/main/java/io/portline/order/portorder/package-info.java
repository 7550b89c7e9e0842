/**
 * Port orders. This package is pure Java: what an order is, what may happen to it and when; its sub-packages are the edges.
 */
@NullMarked
package io.portline.order.portorder;

import org.jspecify.annotations.NullMarked;
