/** Port-outs that simulated winning carriers ask of us: they call order-service as a real carrier would, and what comes of it is shown to operators. */
@NullMarked
package io.portline.carrier.portout;

import org.jspecify.annotations.NullMarked;
