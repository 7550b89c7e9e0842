/** Carriers are asked when their time has come. */
@NullMarked
package io.portline.carrier.carrierorder.timers;

import org.jspecify.annotations.NullMarked;
