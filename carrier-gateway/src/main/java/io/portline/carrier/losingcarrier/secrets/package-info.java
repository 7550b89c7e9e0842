/** Opens the passcodes that order-service sealed for the gateway. */
@NullMarked
package io.portline.carrier.losingcarrier.secrets;

import org.jspecify.annotations.NullMarked;
