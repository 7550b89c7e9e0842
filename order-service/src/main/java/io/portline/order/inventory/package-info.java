/** The numbers that are ours, and what became of them. Pure Java; the sub-packages are the edges. */
@NullMarked
package io.portline.order.inventory;

import org.jspecify.annotations.NullMarked;
