/** Letters of authorization as PDF. */
@NullMarked
package io.portline.order.portorder.letter;

import org.jspecify.annotations.NullMarked;
