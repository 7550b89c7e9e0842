/** The call to order-service, which guards our numbers. */
@NullMarked
package io.portline.carrier.portout.client;

import org.jspecify.annotations.NullMarked;
