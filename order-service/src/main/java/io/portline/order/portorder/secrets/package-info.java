/** The passcode at the losing carrier: encrypted at rest, and for the gateway on the wire. */
@NullMarked
package io.portline.order.portorder.secrets;

import org.jspecify.annotations.NullMarked;
