/** The gateway to the losing carriers: takes requests from order-service to them and brings their answers back. */
@NullMarked
package io.portline.carrier;

import org.jspecify.annotations.NullMarked;
