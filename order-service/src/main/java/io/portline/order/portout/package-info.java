/** Our numbers leaving us: the PIN that protects them, and what winning carriers ask for. Pure Java; the sub-packages are the edges. */
@NullMarked
package io.portline.order.portout;

import org.jspecify.annotations.NullMarked;
