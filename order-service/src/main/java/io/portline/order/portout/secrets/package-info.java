/** How the PIN is kept. */
@NullMarked
package io.portline.order.portout.secrets;

import org.jspecify.annotations.NullMarked;
