/** Orders as the losing carriers hold them: what is asked, what is answered, and the interface that every carrier's adapter implements. */
@NullMarked
package io.portline.carrier.carrierorder;

import org.jspecify.annotations.NullMarked;
