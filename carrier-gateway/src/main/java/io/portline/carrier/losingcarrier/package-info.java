/** The simulated losing carriers: real calendars and rules, answers that can be forced and repeated. */
@NullMarked
package io.portline.carrier.losingcarrier;

import org.jspecify.annotations.NullMarked;
