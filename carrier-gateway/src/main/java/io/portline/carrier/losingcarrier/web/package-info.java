/** Who the carriers are, and the simulator's controls, over HTTP. */
@NullMarked
package io.portline.carrier.losingcarrier.web;

import org.jspecify.annotations.NullMarked;
